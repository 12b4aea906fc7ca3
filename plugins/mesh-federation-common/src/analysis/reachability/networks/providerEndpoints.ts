import {
  NETWORK_LABEL,
  type EndpointSlice,
  type Observed,
  type Pod,
  type Service,
  type ServicePort,
} from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import { oldest } from '../../oldest';
import {
  addingEntries,
  addsPods,
  selectedPods,
  type SelectedPod,
} from './entryEndpoints';
import { mapObserved } from '../lookup/lookUp';
import { podAt, podNamed } from './podAt';
import { workloadEndpoints } from './workloadEndpoints';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { isInCidr } from '../lookup/topology/isInCidr';
import { TLS_MODE_LABEL } from '../../../model/istioNames';
import { optional } from '../../../model/basics/optional';

interface Options {
  readonly client: ClusterIndex;
  readonly provider: ClusterIndex;
  readonly service: { readonly namespace: string; readonly name: string };
  /** In the provider's cluster, when it is known and exists. */
  readonly providerService?: Service;
  readonly providerPort?: ServicePort;
}

/**
 * The endpoints of a provider: those that Pods have, as soon as one of them gets requests, and
 * apart from them the other ready ones, of which nobody sees what is there. Where no Pod gets
 * requests, they are all together.
 */
export function providerEndpoints(
  options: Options,
): Pick<LegInput, 'endpoints' | 'strays'> {
  const sliced = slicedEndpoints(options);
  const added = mapObserved(workloadEndpoints(options), entries => [
    ...entries,
    ...selectedEndpoints(options, sliced),
  ]);
  if (sliced.status === 'unknown') {
    return { endpoints: sliced, strays: added };
  }
  const all =
    added.status === 'observed' && added.value.length > 0
      ? [...sliced.value, ...added.value].sort(byAddress)
      : sliced.value;
  const isStray = ({ pod }: ProviderEndpoint) => pod === undefined;
  return all.some(item => item.ready && !isStray(item)) && all.some(isStray)
    ? {
        endpoints: { ...sliced, value: all.filter(item => !isStray(item)) },
        strays: mapObserved(added, () =>
          all.filter(item => item.ready && isStray(item)),
        ),
      }
    : {
        endpoints: { ...sliced, value: all },
        strays: mapObserved(added, () => []),
      };
}

/**
 * Those that the Service has already are not doubled. In another cluster it is the provider's own
 * ServiceEntries by which its gateway has Pods to hand requests to, and the client's by which it
 * is told of the gateway.
 */
function selectedEndpoints(
  { client, provider, service, providerPort: port }: Options,
  known: Observed<readonly ProviderEndpoint[]>,
): readonly ProviderEndpoint[] {
  if (port === undefined || !addsPods({ client, provider, service, port })) {
    return [];
  }
  const options = { client: provider, service, port };
  const has = ({ pod, targetPort }: SelectedPod) =>
    known.status === 'observed' &&
    known.value.some(
      item => item.pod?.name === pod.name && item.targetPort === targetPort,
    );
  return addingEntries(options)
    .flatMap(entry => selectedPods(options, entry))
    .filter(item => item.listens && !has(item))
    .map(({ pod, targetPort }) => ({
      address: pod.ips[0] ?? '',
      ready: true,
      ...ofPod(pod, pod.ips[0] ?? '', client, provider),
      targetPort,
    }));
}

/** What istiod reads of a Pod, or of none. */
function ofPod(
  pod: Pod | undefined,
  address: string,
  client: ClusterIndex,
  provider: ClusterIndex,
) {
  return {
    ...optional({ pod }),
    labels: pod?.labels ?? {},
    network: endpointNetwork(address, pod, client, provider),
    acceptsMtls: pod?.labels[TLS_MODE_LABEL] === 'istio',
  };
}

function byAddress(a: ProviderEndpoint, b: ProviderEndpoint): number {
  return compareStrings(a.address, b.address);
}

/**
 * The addresses behind a Service in the provider's cluster, sorted, each once. Unknown when the
 * EndpointSlices are, or when there are addresses and the Pods are unknown: then nobody can say
 * what they take.
 */
function slicedEndpoints(
  options: Options,
): Observed<readonly ProviderEndpoint[]> {
  const { provider, service } = options;
  const slices = provider.endpointSlices(service.namespace, service.name);
  if (slices.status === 'unknown') {
    return slices;
  }
  const addresses = new Map(
    slices.value.flatMap(slice => addressesOf(slice, options.providerPort)),
  );
  const { pods } = provider.state;
  if (addresses.size === 0) {
    return { status: 'observed', value: [], at: slices.at };
  }
  if (pods.status === 'unknown') {
    return pods;
  }
  return {
    status: 'observed',
    value: [...addresses.values()]
      .flatMap(address => toEndpoint(address, options))
      .sort(byAddress),
    at: oldest([pods], slices.at),
  };
}

interface SliceAddress {
  readonly address: string;
  readonly ready: boolean;
  readonly pod?: string;
  readonly port?: number;
}

/** istiod takes no endpoints of type FQDN (istio/istio .../kube/controller/endpointslice.go). */
function addressesOf(
  { addressType, ports, endpoints }: EndpointSlice,
  servicePort: ServicePort | undefined,
): readonly (readonly [string, SliceAddress])[] {
  if (addressType === 'FQDN') {
    return [];
  }
  const found = ports.find(
    ({ name }) => (name ?? '') === (servicePort?.name ?? ''),
  );
  if (servicePort !== undefined && found === undefined) {
    // For example when no container of the Pods has a port with the name of the target port.
    return [];
  }
  const port = found?.port;
  return endpoints.map(({ address, ready, pod }) => [
    address,
    {
      address,
      ready,
      ...optional({ pod, port }),
    },
  ]);
}

/**
 * What Kubernetes did not write names no Pod: istiod then takes one of the namespace that has the
 * address, and leaves out what names a Pod that is not there. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/endpointslice.go getPod.
 */
function toEndpoint(
  { address, ready, pod: name, port }: SliceAddress,
  { client, provider, service }: Options,
): readonly ProviderEndpoint[] {
  const { namespace } = service;
  const found =
    name === undefined
      ? podAt(provider, address, namespace)
      : podNamed(provider, namespace, name);
  if (name !== undefined && found === undefined && ready) {
    return [];
  }
  const known = found?.namespace === namespace ? found : undefined;
  return [
    {
      address,
      ready,
      ...ofPod(known, address, client, provider),
      ...optional({ pod: found, targetPort: port }),
    },
  ];
}

/** Source: istio/istio pilot/pkg/serviceregistry/kube/controller/network.go Network. */
function endpointNetwork(
  address: string,
  pod: Pod | undefined,
  client: ClusterIndex,
  provider: ClusterIndex,
): string {
  const { network } = provider.state;
  return (
    pod?.labels[NETWORK_LABEL] ||
    (network.status === 'observed' && network.value.label) ||
    networkByMeshNetworks(address, client, provider) ||
    ''
  );
}

/** By the registry first, then by the address. */
function networkByMeshNetworks(
  address: string,
  { controlPlane }: ClusterIndex,
  provider: ClusterIndex,
): string | undefined {
  if (controlPlane?.meshConfig.status !== 'observed') {
    return undefined;
  }
  const id = provider.controlPlane?.clusterId;
  const networks = Object.entries(controlPlane.meshConfig.value.meshNetworks)
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([name, { endpoints }]) => ({ name, endpoints }));
  const byRegistry = networks.find(({ endpoints }) =>
    endpoints.some(
      ({ fromRegistry }) => id !== undefined && fromRegistry === id,
    ),
  );
  return (
    byRegistry ??
    networks.find(({ endpoints }) =>
      endpoints.some(
        ({ fromCidr }) => fromCidr !== undefined && isInCidr(address, fromCidr),
      ),
    )
  )?.name;
}
