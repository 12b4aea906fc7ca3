import { finding } from '../../../../../findings/registry';
import type { Evidence } from '../../../../../model';
import { isLocal, type LegInput } from '../../../question/Leg';
import { clientPodsOf } from '../../../networks/networkGroups';
import type { LegPart } from '../../../parts/conclude';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';
import { serviceRef } from '../../../../../model/objectRef';
import { missingFact } from '../../../lookup/missingFact';
import { conditionOf } from '../../../parts/conditionOf';

/**
 * MF6104: internalTrafficPolicy Local of the Service as the client's cluster has it, else as the
 * provider's does. Source: istio/istio pilot/pkg/xds/endpoints/endpoint_builder.go
 * filterIstioEndpoint (NodeLocal).
 */
export function judgeTrafficPolicy(input: LegInput): LegPart {
  const { client, provider, service, providerService } = input;
  const found = client.service(service.namespace, service.name);
  if (found.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'Services', found)] };
  }
  const deciding = found.value ?? providerService;
  if (deciding?.internalTrafficPolicy !== 'Local') {
    return {};
  }
  const { cluster } = found.value === undefined ? provider : client;
  const object = serviceRef(service);
  const name = `Service ${service.namespace}/${service.name}`;
  const evidence: Evidence[] = [
    {
      cluster,
      object,
      field: 'spec.internalTrafficPolicy',
      value: 'Local',
      at: found.at,
    },
  ];
  const share = isLocal(input) ? onSameNode(input) : 'none';
  if (share === 'all') {
    return { evidence };
  }
  const bound = finding('MF6104', {
    cluster,
    object,
    message: `${name} in ${cluster} has internalTrafficPolicy Local, so that requests from ${
      client.cluster
    } do not leave their node, and ${
      share === 'some' ? 'not every node has' : 'none there is on one with'
    } an endpoint.`,
    remedy: jsonPatchRemedy(cluster, object, {
      op: 'replace',
      field: 'spec.internalTrafficPolicy',
      value: 'Cluster',
      expected: { 'spec.internalTrafficPolicy': 'Local' },
    }),
    evidence,
  });
  return share === 'some'
    ? {
        conditions: [
          conditionOf(
            bound,
            'client',
            `Only on nodes where an endpoint of ${name} runs (internalTrafficPolicy Local).`,
          ),
        ],
      }
    : { findings: [bound] };
}

/**
 * How many of the clients share their node with a ready endpoint; `some` as well when nodes are not
 * told.
 */
function onSameNode(input: LegInput): 'all' | 'some' | 'none' {
  const { endpoints } = input;
  const clients = clientPodsOf(input);
  if (clients.status === 'unknown' || endpoints.status === 'unknown') {
    return 'some';
  }
  const ready = endpoints.value.filter(endpoint => endpoint.ready);
  const nodes = new Set(ready.map(({ pod }) => pod?.node));
  if (
    nodes.has(undefined) ||
    clients.value.some(({ node }) => node === undefined)
  ) {
    return 'some';
  }
  const sharing = clients.value.filter(({ node }) => nodes.has(node));
  if (sharing.length === clients.value.length) {
    return 'all';
  }
  return sharing.length === 0 ? 'none' : 'some';
}
