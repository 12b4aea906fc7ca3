import { finding } from '../../../../findings/registry';
import type { Condition, MissingFact } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { describeObject, serviceRef } from '../../../../model/objectRef';
import type { ClientClass } from '../../configuration/clients/clientClasses';
import { tlsBetween } from '../../configuration/clientTls';
import { endpointLabels } from '../../configuration/endpointLabels';
import { routedRule } from '../../configuration/routes/routedRule';
import { viaGateway } from '../../configuration/viaGateway';
import { missingFact } from '../../lookup/missingFact';
import { conditionOf } from '../../parts/conditionOf';
import type { LegPart } from '../../parts/conclude';
import {
  isLocal,
  type LegInput,
  type ProviderEndpoint,
} from '../../question/Leg';
import { judgeBypass } from './judgeBypass';
import { isStrayNear } from './locality/isStrayNear';
import { selects } from '../../../labelSelectors';

/**
 * MF6127: requests go to addresses that no Pod has, which a WorkloadEntry or somebody's
 * EndpointSlice brings, and what is there cannot be seen. Where all of them do, nothing is known.
 * Without a sidecar, clients know the EndpointSlices of their own cluster.
 */
export function judgeStrays(
  input: LegInput,
  clients: readonly ClientClass[],
): LegPart {
  const { provider, endpoints, strays } = input;
  if (strays.status === 'unknown') {
    return {
      missing: [missingFact(provider.cluster, 'WorkloadEntries', strays)],
    };
  }
  if (endpoints.status === 'unknown') {
    return {};
  }
  const ready = endpoints.value.filter(endpoint => endpoint.ready);
  if (ready.length > 0 && ready.every(({ pod }) => pod === undefined)) {
    return { missing: [unseen(input, ready[0]!)] };
  }
  return {
    conditions: strays.value
      .filter(stray =>
        clients.some(client =>
          judgeBypass(input, client.group).routed
            ? isGiven(input, client, stray)
            : isLocal(input) && stray.entry === undefined,
        ),
      )
      .map(stray => conditionFor(input, stray)),
  };
}

function nameOf({ address, targetPort, entry }: ProviderEndpoint): string {
  const place = [address, targetPort].filter(Boolean).join(':');
  return entry === undefined
    ? place
    : `${place} of ${describeObject(entry.object)}`;
}

function unseen(
  { provider }: LegInput,
  endpoint: ProviderEndpoint,
): MissingFact {
  return {
    cluster: provider.cluster,
    what: `whether anything answers at ${nameOf(endpoint)}`,
    reason: 'no Pod has the address, and no other endpoint gets requests',
    at: provider.state.pods.at,
  };
}

function conditionFor(input: LegInput, stray: ProviderEndpoint): Condition {
  const { provider, service, strays } = input;
  const { entry } = stray;
  const object = entry?.object ?? serviceRef(service);
  const text = `Some requests go to ${nameOf(stray)} in ${
    provider.cluster
  }, which no Pod has: nobody sees what answers there.`;
  const found = finding('MF6127', {
    cluster: provider.cluster,
    object,
    message: text,
    evidence: [
      {
        cluster: provider.cluster,
        object,
        field: entry === undefined ? 'EndpointSlice' : 'spec.address',
        value: stray.address,
        at: strays.at,
      },
    ],
  });
  return conditionOf(found, 'endpoint', text);
}

/**
 * Behind a gateway there are but endpoints that take mutual TLS, and an endpoint on no Node is left
 * out where the Service keeps requests on their Node. Source: istio/istio
 * pilot/pkg/xds/endpoints/ep_filters.go, endpoint_builder.go filterIstioEndpoint.
 */
function isGiven(
  input: LegInput,
  ofClient: ClientClass,
  stray: ProviderEndpoint,
): boolean {
  const { group } = ofClient;
  const { client, service, providerService } = input;
  const found = client.service(service.namespace, service.name);
  const deciding =
    (found.status === 'observed' ? found.value : undefined) ?? providerService;
  const { subset, labels } = routedRule(input, group);
  const gateway = viaGateway(
    { ...input, endpoints: input.strays },
    group,
    stray,
  );
  return (
    deciding?.internalTrafficPolicy !== 'Local' &&
    selects(labels, endpointLabels(input, stray)) &&
    (gateway === true
      ? tlsBetween(input, { group, endpoint: stray, ...optional({ subset }) })
          .mode !== 'plaintext'
      : stray.address !== '') &&
    isStrayNear(input, ofClient, stray, subset)
  );
}
