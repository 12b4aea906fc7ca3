import { NETWORK_LABEL, type MissingFact } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { selects } from '../../../labelSelectors';
import { missingFact, missingNodes } from '../../lookup/missingFact';
import {
  NOWHERE,
  entryLocality,
  podLocality,
} from '../../lookup/topology/podLocality';
import { registeredId } from '../../lookup/topology/registeredId';
import {
  CLUSTER_LABEL,
  topologyOf,
} from '../../lookup/topology/topologyLabels';
import type { LegInput, ProviderEndpoint } from '../../question/Leg';
import { ruleFor, tlsBetween } from '../clientTls';
import type { ClientGroup } from '../clients/clientGroups';
import { endpointLabels } from '../endpointLabels';
import { viaGateway, wayTo } from '../viaGateway';
import { distributionIn } from './distributionOf';
import type { Place } from './rankEndpoint';

/** Where an endpoint is that a client's proxy is given. */
export interface EndpointPlace extends Place {
  readonly ready: boolean;
}

export interface EndpointPlaces {
  readonly places: readonly EndpointPlace[];
  /** What would say whether there are more. */
  readonly missing: readonly MissingFact[];
}

/**
 * The endpoints of a provider's cluster that a client is given for a subset. What lies behind a
 * gateway keeps its locality and has no other labels than cluster and network; without mutual TLS
 * it is left out. Endpoints that are not ready are given where the Service has a traffic
 * distribution. Sources: istio/istio pilot/pkg/xds/endpoints/ep_filters.go
 * EndpointsByNetworkFilter, pilot/pkg/model/service.go ForcesSupportUnhealthyEndpoints.
 */
export function endpointPlaces(
  input: LegInput,
  group: ClientGroup,
  subset: string | undefined,
): EndpointPlaces {
  const { client, provider, endpoints, service, providerService } = input;
  const rule = ruleFor(input, group);
  const unready = distributionIn(provider, service, false);
  const facts = [
    ['endpoints', provider, endpoints],
    ['DestinationRules', client, rule],
    ['Namespaces', provider, unready],
  ] as const;
  const missing = facts.flatMap(([what, { cluster }, fact]) =>
    fact.status === 'unknown' ? [missingFact(cluster, what, fact)] : [],
  );
  if (
    endpoints.status === 'unknown' ||
    rule.status === 'unknown' ||
    missing.length > 0
  ) {
    return { places: [], missing };
  }
  const own = rule.value?.subsets.find(({ name }) => name === subset);
  const unlabelled = missingNodes(provider, [own?.labels]);
  if (unlabelled.length > 0) {
    return { places: [], missing: unlabelled };
  }
  const isGiven = ({ ready }: ProviderEndpoint) =>
    ready ||
    providerService?.publishNotReadyAddresses === true ||
    (unready.status === 'observed' && unready.value?.priority !== undefined);
  const found = endpoints.value
    .filter(isGiven)
    .filter(endpoint => selects(own?.labels, endpointLabels(input, endpoint)))
    .map(endpoint => placeOf(input, group, { endpoint, subset }));
  return {
    places: found.flatMap(item => ('place' in item ? [item.place] : [])),
    missing: found.flatMap(item => ('missing' in item ? item.missing : [])),
  };
}

type Placed =
  | { readonly place: EndpointPlace }
  | { readonly missing: readonly MissingFact[] };

function placeOf(
  input: LegInput,
  group: ClientGroup,
  {
    endpoint,
    subset,
  }: {
    readonly endpoint: ProviderEndpoint;
    readonly subset: string | undefined;
  },
): Placed {
  const { provider, providerService } = input;
  const gateway = viaGateway(input, group, endpoint);
  if (typeof gateway === 'object') {
    return gateway;
  }
  if (gateway) {
    const tls = tlsBetween(input, {
      group,
      endpoint,
      ...optional({ subset }),
    });
    if (tls.mode !== 'mtls') {
      return { missing: tls.missing };
    }
  }
  const { nodes } = provider.state;
  const locality =
    endpoint.entry === undefined
      ? endpoint.pod && podLocality(endpoint.pod, nodes)
      : {
          ...nodes,
          status: 'observed' as const,
          value: entryLocality(endpoint.entry),
        };
  const known = locality?.status === 'observed' ? locality.value : NOWHERE;
  const isKnown = locality?.status !== 'unknown';
  const labels = gateway
    ? gatewayLabels(input, group, endpoint)
    : {
        ...endpointLabels(input, endpoint),
        ...topologyOf({ locality: known, node: endpoint.pod?.node }),
      };
  return {
    place: {
      labels,
      locality: known,
      knowsLabels: gateway || isKnown,
      knowsLocality: isKnown,
      ready:
        endpoint.ready || providerService?.publishNotReadyAddresses === true,
    },
  };
}

/** An address of meshNetworks belongs to no cluster. */
function gatewayLabels(
  input: LegInput,
  group: ClientGroup,
  endpoint: ProviderEndpoint,
): Readonly<Record<string, string>> {
  const { client, context } = input;
  const [first] = wayTo(input, group, endpoint)?.gateways ?? [];
  const index =
    first?.cluster === undefined ? undefined : context.index(first.cluster);
  return {
    [NETWORK_LABEL]: endpoint.network,
    ...optional({
      [CLUSTER_LABEL]: index && registeredId(client, index),
    }),
  };
}
