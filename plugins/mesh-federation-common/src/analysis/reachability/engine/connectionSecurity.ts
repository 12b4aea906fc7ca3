import type {
  Fingerprint,
  Pod,
  ReachabilitySecurity,
  ReachabilityVerdict,
} from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import { isValidAt, ownRoots } from '../../trust/ownRoots';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { isLocal, type LegInput } from '../question/Leg';
import { clientTls } from '../configuration/clientTls';
import { effectiveMtls } from '../configuration/objects/effectiveMtls';
import { optional } from '../../../model/basics/optional';

/**
 * How the connection is protected, as far as the provider's endpoint sees it: `none` where there is
 * no connection, `unknown` where it cannot be told or differs from endpoint to endpoint. Identities
 * are `spiffe://<trust domain>/ns/<namespace>/sa/<service account>` (istio/istio
 * pkg/spiffe/spiffe.go).
 */
export function connectionSecurity(
  input: LegInput,
  verdict: ReachabilityVerdict,
): ReachabilitySecurity {
  if (verdict === 'blocked') {
    return { kind: 'none' };
  }
  if (input.path.kind !== 'gateway') {
    const { mode } = clientTls(input);
    if (mode === 'plaintext') {
      return { kind: 'plaintext' };
    }
    if (mode !== 'mtls') {
      return { kind: 'unknown' };
    }
  }
  const plaintextAccepted = acceptsPlaintext(input);
  if (plaintextAccepted === undefined || verdict === 'unknown') {
    return { kind: 'unknown' };
  }
  const [clientVerifiesBy, serverVerifiesBy] = rootsOf(input);
  const clientIdentity = identityOfClient(input);
  return {
    kind: 'mutual-tls',
    ...optional({ clientVerifiesBy, serverVerifiesBy }),
    serverIdentities: identities(input.provider, serverPods(input)),
    ...optional({ clientIdentity }),
    plaintextAccepted,
  };
}

function rootsOf(
  input: LegInput,
): readonly [Fingerprint | undefined, Fingerprint | undefined] {
  const { client, provider, context } = input;
  if (isLocal(input)) {
    const own = (ownRoots(client.state) ?? []).find(root =>
      isValidAt(root, context.now),
    )?.fingerprint;
    return [own, own];
  }
  return [
    context.trust(client.cluster, provider.cluster)?.root,
    context.trust(provider.cluster, client.cluster)?.root,
  ];
}

/** Whether any endpoint takes plaintext as well; undefined when that cannot be told. */
function acceptsPlaintext({
  provider,
  endpoints,
}: LegInput): boolean | undefined {
  if (endpoints.status === 'unknown') {
    return undefined;
  }
  const modes = endpoints.value
    .filter(({ ready }) => ready)
    .flatMap(({ pod, targetPort }) =>
      pod === undefined
        ? []
        : [
            effectiveMtls(provider, {
              namespace: pod.namespace,
              labels: pod.labels,
              ...optional({ port: targetPort }),
            }),
          ],
    );
  return modes.some(({ status }) => status === 'unknown')
    ? undefined
    : modes.some(
        mode => mode.status === 'observed' && mode.value.mode !== 'STRICT',
      );
}

function serverPods({ endpoints }: LegInput): readonly Pod[] {
  return endpoints.status === 'unknown'
    ? []
    : endpoints.value.flatMap(({ ready, pod }) =>
        ready && pod !== undefined ? [pod] : [],
      );
}

/** Only when all Pods of the client have the same. */
function identityOfClient({
  client,
  clientPods,
}: LegInput): string | undefined {
  const all = identities(
    client,
    (clientPods ?? []).filter(({ proxy }) => proxy !== undefined),
  );
  return all.length === 1 ? all[0] : undefined;
}

/** SPIFFE ids of Pods, sorted. */
export function identities(
  { trustDomain }: Pick<ClusterIndex, 'trustDomain'>,
  pods: readonly Pod[],
): readonly string[] {
  return trustDomain.status === 'unknown'
    ? []
    : [
        ...new Set(
          pods.map(
            ({ namespace, serviceAccount }) =>
              `spiffe://${trustDomain.value.name}/ns/${namespace}/sa/${serviceAccount}`,
          ),
        ),
      ].sort(compareStrings);
}
