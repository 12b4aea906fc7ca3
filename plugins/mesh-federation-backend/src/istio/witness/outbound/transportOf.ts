import {
  optional,
  type TestifiedTransport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';

/** Under which Envoy looks for what a transport socket is chosen by. */
const MATCH = 'envoy.transport_socket_match';

/** How a proxy speaks to an endpoint; the rest is of mutual TLS alone. */
export interface Transport {
  readonly transport: TestifiedTransport;
  /** Where it is not the one that istiod makes of the name of the cluster. */
  readonly serverName?: string;
  /** Where the server has to have one of them. */
  readonly serverIdentities?: readonly string[];
  readonly withoutSidecar?: true;
}

/**
 * How a proxy speaks to an endpoint: by the first transport socket whose criteria the endpoint's
 * metadata meet, else by the cluster's own, else in plaintext. Mutual TLS of the mesh is TLS whose
 * certificate comes from the agent under the name `default` and whose protocol says `istio`. A
 * DestinationRule can give it another server name, and names that the server has to have, and can
 * demand it of an endpoint that does not take it: what has a sidecar has `tlsMode` in its metadata.
 * Sources: Envoy api envoy/config/cluster/v3/cluster.proto (transport_socket_matches); istio/istio
 * pilot/pkg/networking/core/cluster_tls.go, pilot/pkg/xds/endpoints/mtls_checker.go.
 */
export function transportOf(cluster: Json, endpoint: Json): Transport {
  const criteria = objectOf(at(endpoint, 'metadata', 'filterMetadata', MATCH));
  const found = listOf(cluster.transportSocketMatches).find(match =>
    Object.entries(objectOf(at(match, 'match'))).every(
      ([name, value]) => criteria[name] === value,
    ),
  );
  const transport = transportOfSocket(
    objectOf(
      found === undefined
        ? cluster.transportSocket
        : at(found, 'transportSocket'),
    ),
    textOf(cluster.name) ?? '',
  );
  return transport.transport === 'mutual-tls' && criteria.tlsMode !== 'istio'
    ? { ...transport, withoutSidecar: true }
    : transport;
}

function transportOfSocket(socket: Json, cluster: string): Transport {
  const config = at(socket, 'typedConfig');
  if (!String(at(config, '@type')).endsWith('UpstreamTlsContext')) {
    return { transport: 'plaintext' };
  }
  const context = at(config, 'commonTlsContext');
  const own = listOf(at(context, 'tlsCertificateSdsSecretConfigs')).some(
    item => textOf(at(item, 'name')) === 'default',
  );
  const mesh = listOf(at(context, 'alpnProtocols')).some(name =>
    String(name).startsWith('istio'),
  );
  if (!own || !mesh) {
    return { transport: 'tls' };
  }
  const name = textOf(at(config, 'sni'));
  const usual = [cluster, cluster.replaceAll('|', '_.')];
  const names = listOf(
    at(
      context,
      'combinedValidationContext',
      'defaultValidationContext',
      'matchSubjectAltNames',
    ),
  ).map(matcher => textOf(at(matcher, 'exact')));
  return {
    transport: 'mutual-tls',
    ...optional({
      serverName: name === undefined || usual.includes(name) ? undefined : name,
      serverIdentities:
        names.length > 0 && names.every(item => item !== undefined)
          ? names
          : undefined,
    }),
  };
}
