import type { Pod, ServiceEntry, ServicePort } from '../../../model';
import { selects } from '../../labelSelectors';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { serviceHost } from '../lookup/hostLookUp';

interface Options {
  /** Whose ServiceEntries count. */
  readonly client: ClusterIndex;
  /** Whose Pods they select; absent: the client's own. */
  readonly provider?: ClusterIndex;
  readonly service: { readonly namespace: string; readonly name: string };
  /** As the client's istiod has it. */
  readonly port: ServicePort;
}

export interface EntryPort {
  readonly entry: ServiceEntry;
  readonly port: ServiceEntry['ports'][number];
}

/**
 * The ServiceEntries whose endpoints are those of the Service too: of its namespace, for its very
 * host, with a port of the same name; what `*` covers is another host. None where ServiceEntries
 * are unknown. Sources: istio/istio pilot/pkg/xds/endpoints/endpoint_builder.go
 * BuildClusterLoadAssignment, pilot/pkg/model/endpointshards.go.
 */
export function addingEntries({
  client,
  service,
  port: { name = '' },
}: Options): readonly EntryPort[] {
  const host = serviceHost(service);
  const found = client.serviceEntries(host);
  return (found.status === 'observed' ? found.value : []).flatMap(entry => {
    const port = entry.ports.find(item => item.name === name);
    return port !== undefined &&
      entry.object.namespace === service.namespace &&
      entry.hosts.includes(host)
      ? [{ entry, port }]
      : [];
  });
}

export interface SelectedPod {
  readonly pod: Pod;
  readonly targetPort: number;
  /** Whether the Pod is known to listen there. */
  readonly listens: boolean;
}

/**
 * The Pods of a cluster that a ServiceEntry of the client's selects; istiod looks at those of all
 * clusters that it reads. Sources: istio/istio
 * pilot/pkg/serviceregistry/serviceentry/conversion.go convertWorkloadInstanceToServiceInstance,
 * pilot/pkg/serviceregistry/kube/controller/multicluster.go initializeCluster.
 */
export function selectedPods(
  { client, provider = client, service }: Options,
  { entry, port }: EntryPort,
): readonly SelectedPod[] {
  const { workloadSelector } = entry;
  const pods = provider.podsOf(service.namespace);
  const { features } = client.controlPlane ?? {};
  if (
    workloadSelector === undefined ||
    pods.status === 'unknown' ||
    features?.PILOT_ENABLE_SERVICEENTRY_SELECT_PODS === 'false'
  ) {
    return [];
  }
  const slices = provider.endpointSlices(service.namespace, service.name);
  const isTarget = (name: string, target: number) =>
    slices.status === 'observed' &&
    slices.value.some(
      ({ ports, endpoints }) =>
        endpoints.some(item => item.pod === name) &&
        ports.some(item => item.port === target),
    );
  return pods.value
    .filter(({ ready, labels }) => ready && selects(workloadSelector, labels))
    .map(pod => {
      const targetPort =
        pod.namedPorts[port.name] ?? port.targetPort ?? port.number;
      return {
        pod,
        targetPort,
        listens:
          isTarget(pod.name, targetPort) ||
          pod.containerPorts?.includes(targetPort) === true,
      };
    });
}

/** Whether some ServiceEntry adds Pods that listen to the endpoints of a Service's port. */
export function addsPods(options: Options): boolean {
  return addingEntries(options).some(entry =>
    selectedPods(options, entry).some(({ listens }) => listens),
  );
}
