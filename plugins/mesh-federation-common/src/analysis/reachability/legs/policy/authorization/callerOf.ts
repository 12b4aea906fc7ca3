import type { MissingFact } from '../../../../../model';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { mapObserved } from '../../../lookup/lookUp';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { remembered } from '../../../../remembered';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
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

/** What the server knows of the client; what it takes to know it may not be observed. */
export function callerOf(
  input: LegInput,
  { group, endpoint, authenticated, viaGateway }: Requests,
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
  return {
    authenticated,
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
