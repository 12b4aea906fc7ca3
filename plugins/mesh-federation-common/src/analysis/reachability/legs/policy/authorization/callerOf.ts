import type { MissingFact } from '../../../../../model';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { mapObserved } from '../../../lookup/lookUp';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { remembered } from '../../../../remembered';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import { issuersFor } from './tokens';
import { ruleFor } from '../../../configuration/clientTls';
import { clientPolicyFor } from '../../../configuration/objects/clientPolicyFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { inboundProtocol } from './inboundProtocol';
import type { Caller } from './matchRule';
import { missingFact } from '../../../lookup/missingFact';
import { optional } from '../../../../../model/basics/optional';

/** One client's requests to one endpoint. */
export interface Requests {
  readonly group: ClientGroup;
  readonly endpoint: ProviderEndpoint;
  /** The connection is mutual TLS. */
  readonly authenticated: boolean;
  /** Then the server sees the gateway's address, not the client's. */
  readonly viaGateway: boolean;
  /** The client's sidecar routes the requests; else they arrive as they are. */
  readonly routed: boolean;
  /** Name of the subset to which they are routed. */
  readonly subset?: string;
}

/** A gateway that passes mutual TLS on does so under its own address. */
const gatewayAddresses = remembered(
  ({ state: { pods } }: ClusterIndex): readonly string[] =>
    pods.status === 'unknown'
      ? []
      : pods.value
          .filter(({ proxy }) => proxy?.kind === 'gateway')
          .flatMap(({ ips }) => ips),
);

/**
 * What sidecars call, and gateways pass on: what the DestinationRule says, else what istiod makes
 * of port, subset and host. Sources: istio/istio pilot/pkg/networking/core/cluster_tls.go
 * buildUpstreamTLSSettings, pilot/pkg/model/push_context.go BuildDNSSrvSubsetKey.
 */
function serverName(
  input: LegInput,
  group: ClientGroup,
  subset: string,
): string {
  const rule = ruleFor(input, group);
  const { tls } = clientPolicyFor(
    rule.status === 'observed' ? rule.value : undefined,
    input.port,
    subset || undefined,
  );
  return tls?.mode === 'ISTIO_MUTUAL' && tls.sni !== undefined
    ? tls.sni.value
    : `outbound_.${input.port}_.${subset}_.${serviceHost(input.service)}`;
}

/** What the server knows of the client; what it takes to know it may not be observed. */
export function callerOf(
  input: LegInput,
  { group, endpoint, authenticated, viaGateway, subset = '' }: Requests,
): Caller | { readonly missing: readonly MissingFact[] } {
  const { client, provider } = input;
  const own = provider.trustDomain;
  const theirs =
    group.trustDomain === undefined
      ? mapObserved(client.trustDomain, ({ name }) => name)
      : undefined;
  const missing = [
    ...(own.status === 'unknown'
      ? [missingFact(provider.cluster, 'trust domain', own)]
      : []),
    ...(theirs?.status === 'unknown'
      ? [missingFact(client.cluster, 'trust domain', theirs)]
      : []),
  ];
  if (own.status === 'unknown' || theirs?.status === 'unknown') {
    return { missing };
  }
  const issuers = issuersFor(input, endpoint);
  return {
    authenticated,
    serverName: authenticated ? serverName(input, group, subset) : '',
    ...optional({
      issuers: issuers.status === 'observed' ? issuers.value : undefined,
    }),
    trustDomain: group.trustDomain ?? theirs?.value ?? '',
    ...optional({
      namespace: group.namespace,
      serviceAccount: group.serviceAccount,
    }),
    addresses: viaGateway
      ? gatewayAddresses(provider)
      : group.pods.flatMap(pod => pod.ips),
    trustDomains: own.value,
    ...optional({ port: endpoint.targetPort }),
    address: endpoint.address,
    http: inboundProtocol(input, endpoint) === 'http',
  };
}
