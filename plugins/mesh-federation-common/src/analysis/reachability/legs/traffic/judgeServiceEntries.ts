import { finding } from '../../../../findings/registry';
import type {
  ClusterName,
  Evidence,
  MissingFact,
  ServiceEntry,
  Timestamp,
} from '../../../../model';
import { counted } from '../../../../model/basics/english';
import { describeObject } from '../../../../model/objectRef';
import { conditionOf } from '../../parts/conditionOf';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { missingFact } from '../../lookup/missingFact';
import { portByNumber } from '../../lookup/selection/portByNumber';
import {
  addingEntries,
  addsPods,
  selectedPods,
} from '../../networks/entryEndpoints';
import { selects } from '../../../labelSelectors';

/**
 * A ServiceEntry for the Service's host in the Service's own namespace adds its endpoints to those
 * of the Service, and some requests go to them. Source: istio/istio pilot/pkg/model/push_context.go
 * initServiceRegistry, pilot/pkg/model/endpointshards.go.
 */
export function judgeServiceEntries(input: LegInput): LegPart {
  const { client, service, port } = input;
  const host = serviceHost(service);
  const entries = client.serviceEntries(host);
  const found = client.service(service.namespace, service.name);
  if (entries.status === 'unknown') {
    return {
      missing: [missingFact(client.cluster, 'ServiceEntries', entries)],
    };
  }
  // Without a Service of the cluster's own the leg `naming` says what becomes of the host.
  const own = found.status === 'observed' ? found.value : undefined;
  const called = own && portByNumber(own.ports, port);
  if (called === undefined) {
    return {};
  }
  const options = { client, service, port: called };
  const judged = addingEntries(options).map(item => ({
    entry: item.entry,
    leads: leadsElsewhere(input, options, item),
  }));
  return {
    missing: judged.flatMap(({ leads }) =>
      typeof leads === 'object' ? [leads] : [],
    ),
    conditions: judged
      .filter(({ leads }) => leads === true)
      .map(({ entry }) => {
        const text = `Some requests go to the endpoints of ${describeObject(
          entry.object,
        )} in ${client.cluster} instead.`;
        const adds = finding('MF6121', {
          cluster: client.cluster,
          object: entry.object,
          params: { host },
          message: text,
          evidence: [evidenceOf(entry, client.cluster, entries.at)],
        });
        return conditionOf(adds, 'endpoint', text);
      }),
  };
}

/**
 * Whether an entry has endpoints that are not known to answer: those with a name for an address
 * count for no Service of Kubernetes, and Pods that listen are endpoints like others.
 */
function leadsElsewhere(
  { client, context, service }: LegInput,
  options: Parameters<typeof selectedPods>[0],
  item: Parameters<typeof selectedPods>[1],
): boolean | MissingFact {
  const { endpoints, workloadSelector } = item.entry;
  if (workloadSelector === undefined) {
    return endpoints.some(({ address, network }) =>
      address === undefined
        ? network !== undefined
        : /^[\d.]+$|:.*:/.test(address),
    );
  }
  const workloads = context.clusters.map(name => ({
    name,
    found: context.index(name)!.workloadEntries(service.namespace),
  }));
  const pods = client.podsOf(service.namespace);
  if (
    selectedPods(options, item).some(({ listens }) => !listens) ||
    context.clusters.some(name =>
      leadsNowhere(context, { ...options, item }, name),
    ) ||
    workloads.some(
      ({ found }) =>
        found.status === 'observed' &&
        found.value.some(({ labels }) => selects(workloadSelector, labels)),
    )
  ) {
    return true;
  }
  if (pods.status === 'unknown') {
    return missingFact(client.cluster, 'Pods', pods);
  }
  const [unread] = workloads.flatMap(({ name, found }) =>
    found.status === 'unknown'
      ? [missingFact(name, 'WorkloadEntries', found)]
      : [],
  );
  return unread ?? false;
}

/**
 * Whether an entry selects Pods of another cluster that the client's istiod reads, whose gateway
 * has no endpoint of the Service to hand requests to.
 */
function leadsNowhere(
  context: LegInput['context'],
  {
    item,
    ...options
  }: Parameters<typeof selectedPods>[0] & {
    readonly item: Parameters<typeof selectedPods>[1];
  },
  cluster: ClusterName,
): boolean {
  const { client, service } = options;
  const provider = context.index(cluster)!;
  const slices = provider.endpointSlices(service.namespace, service.name);
  return (
    cluster !== client.cluster &&
    context.discovery(client.cluster, cluster)?.verdict === 'synced' &&
    selectedPods({ ...options, provider }, item).length > 0 &&
    slices.status === 'observed' &&
    !slices.value.some(({ endpoints }) =>
      endpoints.some(({ ready }) => ready),
    ) &&
    !addsPods({ ...options, client: provider })
  );
}

function evidenceOf(
  { object, endpoints, workloadSelector }: ServiceEntry,
  cluster: ClusterName,
  at: Timestamp,
): Evidence {
  return workloadSelector === undefined
    ? {
        cluster,
        object,
        field: 'spec.endpoints',
        value: counted(endpoints.length, 'endpoint'),
        at,
      }
    : {
        cluster,
        object,
        field: 'spec.workloadSelector',
        value: 'selects workloads',
        at,
      };
}
