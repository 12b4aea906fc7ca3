import {
  type Observed,
  type Service,
  type ServicePort,
  type WorkloadEntry,
  TLS_MODE_LABEL,
} from '../../../model';
import { optional } from '../../../model/basics/optional';
import { selects } from '../../labelSelectors';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { mapObserved } from '../lookup/lookUp';
import { podAt } from './podAt';
import type { ProviderEndpoint } from '../question/Leg';

interface Options {
  readonly client: ClusterIndex;
  readonly provider: ClusterIndex;
  /** In the provider's cluster, when it is known and exists. */
  readonly providerService?: Service;
  readonly providerPort?: ServicePort;
}

const SELECT_ENTRIES = 'PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES';
const OF_OTHER_CLUSTERS = 'PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY';
const CHECK_HEALTH = 'PILOT_ENABLE_WORKLOAD_ENTRY_HEALTHCHECKS';

/**
 * The endpoints that WorkloadEntries add to a Service of their cluster and namespace whose selector
 * takes their labels; istiod reads them of remote clusters too. Without a network they count as
 * reachable from everywhere. Sources: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/controller.go serviceInstancesFromWorkloadInstances,
 * multicluster.go initializeCluster, pilot/pkg/serviceregistry/serviceentry/conversion.go
 * convertWorkloadEntryToWorkloadInstance.
 */
export function workloadEndpoints({
  client,
  provider,
  providerService,
  providerPort,
}: Options): Observed<readonly ProviderEndpoint[]> {
  const { at } = provider.state.services;
  const isOff = (feature: string) =>
    client.controlPlane?.features[feature] === 'false';
  if (
    providerService === undefined ||
    providerPort === undefined ||
    !selectsEntries(providerService) ||
    isOff(SELECT_ENTRIES) ||
    (client.cluster !== provider.cluster && isOff(OF_OTHER_CLUSTERS))
  ) {
    return { status: 'observed', value: [], at };
  }
  const { namespace } = providerService;
  return mapObserved(provider.workloadEntries(namespace), entries =>
    entries
      .filter(({ unhealthy }) => !unhealthy || isOff(CHECK_HEALTH))
      .filter(({ labels }) => selects(providerService.selector, labels))
      .flatMap(entry => toEndpoint(provider, entry, providerPort)),
  );
}

/** Endpoints of a headless Service are those that its name leads to. */
function selectsEntries({ type, headless, selector = {} }: Service): boolean {
  return (
    type !== 'ExternalName' && !headless && Object.keys(selector).length > 0
  );
}

/**
 * An address that is no IP is for ServiceEntries alone; without one, it is a gateway that knows the
 * way.
 */
function toEndpoint(
  provider: ClusterIndex,
  entry: WorkloadEntry,
  port: ServicePort,
): readonly ProviderEndpoint[] {
  const { address = '', network = '', labels, serviceAccount } = entry;
  const targetPort = targetOf(entry, port);
  if (targetPort === undefined || !/^$|^[\d.]+$|:.*:/.test(address)) {
    return [];
  }
  const mode = labels[TLS_MODE_LABEL];
  const pod =
    address === ''
      ? undefined
      : podAt(provider, address, entry.object.namespace ?? '');
  return [
    {
      address,
      ready: true,
      entry,
      ...optional({ pod }),
      labels,
      targetPort,
      network,
      acceptsMtls:
        mode === undefined ? serviceAccount !== undefined : mode === 'istio',
    },
  ];
}

/** Undefined where the Service names a target port that the entry does not have. */
function targetOf(
  { ports }: WorkloadEntry,
  { name = '', port, targetPort = String(port) }: ServicePort,
): number | undefined {
  return /^\d+$/.test(targetPort)
    ? ports[name] || Number(targetPort)
    : ports[targetPort] || undefined;
}
