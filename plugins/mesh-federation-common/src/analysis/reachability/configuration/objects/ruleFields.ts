import type {
  AuthorizationOperation,
  AuthorizationRule,
  AuthorizationSource,
} from '../../../../model';

/** What a field of a rule asks for. */
type Kind =
  | 'principal'
  | 'namespace'
  | 'service-account'
  | 'trust-domain'
  | 'address'
  | 'original-address'
  | 'port'
  | 'own-address'
  | 'sni'
  | 'filter'
  | 'method'
  | 'path'
  | 'host'
  | 'header'
  | 'token'
  | 'invalid';

/** One list of a rule and its negation, of which at least one is set. */
export interface Field {
  readonly kind: Kind;
  /** As a sentence names it. */
  readonly label: string;
  readonly values: readonly string[];
  readonly notValues: readonly string[];
}

function field(
  kind: Kind,
  label: string,
  values: readonly string[] | undefined,
  notValues: readonly string[] | undefined,
): Field {
  return { kind, label, values: values ?? [], notValues: notValues ?? [] };
}

/** Of one `source`. */
export function sourceFields(source: AuthorizationSource): readonly Field[] {
  return [
    field('principal', 'principal', source.principals, source.notPrincipals),
    field(
      'token',
      'a token of',
      source.requestPrincipals,
      source.notRequestPrincipals,
    ),
    field('namespace', 'namespace', source.namespaces, source.notNamespaces),
    field(
      'service-account',
      'service account',
      source.serviceAccounts,
      source.notServiceAccounts,
    ),
    field(
      'trust-domain',
      'trust domain',
      source.trustDomains,
      source.notTrustDomains,
    ),
    field('address', 'address', source.ipBlocks, source.notIpBlocks),
    field(
      'original-address',
      'original address',
      source.remoteIpBlocks,
      source.notRemoteIpBlocks,
    ),
  ].filter(isSet);
}

/** Of one `operation`. */
export function operationFields(
  operation: AuthorizationOperation,
): readonly Field[] {
  return [
    field('method', 'method', operation.methods, operation.notMethods),
    field('path', 'path', operation.paths, operation.notPaths),
    field('host', 'host', operation.hosts, operation.notHosts),
    field('port', 'port', operation.ports, operation.notPorts),
  ].filter(isSet);
}

/** Of `when`. A key that Istio does not know is `invalid`. */
export function conditionFields(
  when: AuthorizationRule['when'],
): readonly Field[] {
  return when
    .map(({ key, values, notValues }) =>
      field(keyKind(key), key, values, notValues),
    )
    .filter(item => isSet(item) || item.kind === 'invalid');
}

function isSet({ values, notValues }: Field): boolean {
  return values.length > 0 || notValues.length > 0;
}

const KEYS: Readonly<Record<string, Kind>> = {
  'source.ip': 'address',
  'remote.ip': 'original-address',
  'source.namespace': 'namespace',
  'source.serviceAccount': 'service-account',
  'source.trustDomain': 'trust-domain',
  'source.principal': 'principal',
  'destination.ip': 'own-address',
  'destination.port': 'port',
  'connection.sni': 'sni',
  'request.auth.principal': 'token',
  'request.auth.audiences': 'token',
  'request.auth.presenter': 'token',
};

function keyKind(key: string): Kind {
  const prefixes = [
    ['request.headers', 'header'],
    ['request.auth.claims', 'token'],
    ['experimental.envoy.filters.', 'filter'],
  ] as const;
  return (
    KEYS[key] ??
    prefixes.find(([prefix]) => key.startsWith(prefix))?.[1] ??
    'invalid'
  );
}

export function isHttpOnly(kind: Kind): boolean {
  return ['method', 'path', 'host', 'header', 'token'].includes(kind);
}
