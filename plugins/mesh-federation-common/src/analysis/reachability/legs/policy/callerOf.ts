import type { MissingFact } from '../../../../model';
import { missingFact } from '../../knownGateways';
import type { LegInput, ProviderEndpoint } from '../../Leg';
import { mapObserved } from '../../lookUp';
import type { ClientGroup } from '../traffic/clientGroups';
import { inboundProtocol } from './inboundProtocol';
import type { Caller } from './matchRule';

/** One client's requests to one endpoint. */
export interface Requests {
  readonly group: ClientGroup;
  readonly endpoint: ProviderEndpoint;
  /** The connection is mutual TLS. */
  readonly authenticated: boolean;
  /** Then the server sees the gateway's address, not the client's. */
  readonly viaGateway: boolean;
}

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
    ...(group.namespace === undefined ? {} : { namespace: group.namespace }),
    ...(group.serviceAccount === undefined
      ? {}
      : { serviceAccount: group.serviceAccount }),
    ...(viaGateway ? {} : { addresses: group.pods.flatMap(pod => pod.ips) }),
    trustDomains: own.value,
    ...(endpoint.targetPort === undefined ? {} : { port: endpoint.targetPort }),
    address: endpoint.address,
    http: inboundProtocol(input, endpoint) === 'http',
  };
}
