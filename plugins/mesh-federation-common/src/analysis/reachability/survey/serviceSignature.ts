import {
  NETWORK_LABEL,
  type EndpointSlice,
  type Pod,
  type ProxySettings,
  type Service,
  type ServicePort,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { serviceHost } from '../lookup/hostLookUp';
import { dumpsOf } from '../networks/proxiesWithRoots';
import { podAt, podNamed } from '../networks/podAt';
import { selectingServices } from '../lookup/selectingServices';
import { rulesText } from './rulesText';
import type { Places } from './clusterFacts';
import { describeLocality, podLocality } from '../lookup/topology/podLocality';
import {
  MODE_LABEL,
  WAYPOINT_LABEL,
  TLS_MODE_LABEL,
  EXCLUDED_OUTBOUND_RANGES,
  INCLUDED_OUTBOUND_RANGES,
} from '../../../model/istioNames';
import type { ServiceName } from '../../../model/cluster/service';
import { selects } from '../../labelSelectors';
import { remembered } from '../../remembered';

type Labels = Readonly<Record<string, string>>;

/** What the signatures of a namespace's Services rest on beside the cluster. */
interface Options {
  readonly selectors: readonly Labels[];
  readonly readsAddresses: boolean;
  readonly readsPlaces: Places;
}

/**
 * The type, as long as each of its fields is decided on: those that are in a signature, and those
 * that no judgement reads.
 */
type Complete<T, Read extends keyof T, Unread extends keyof T> = [
  Exclude<keyof T, Read | Unread>,
] extends [never]
  ? T
  : never;

/** Whether a client's sidecar captures requests by the address of the Service. */
const readsServiceAddresses = remembered((index: ClusterIndex) => {
  const pods = index.sidecarPods();
  return (
    pods.status === 'observed' &&
    pods.value.some(
      ({ annotations }) =>
        annotations[EXCLUDED_OUTBOUND_RANGES] !== undefined ||
        annotations[INCLUDED_OUTBOUND_RANGES] !== undefined,
    )
  );
});

/**
 * What one cluster says of a Service, without its name: equal texts for two Services that the
 * cluster treats alike. Undefined when something in the cluster's configuration is about this very
 * Service and cannot be compared with what is about another.
 */
export function serviceSignature(
  index: ClusterIndex,
  service: ServiceName,
  options: Options,
): string | undefined {
  const rules = rulesText(index, service);
  if (rules === undefined || isNamedByOthers(index, service)) {
    return undefined;
  }
  const found = index.service(service.namespace, service.name);
  const own = found.status === 'observed' ? found.value : undefined;
  const endpoints = endpointsText(
    index,
    service,
    options,
    own?.internalTrafficPolicy === 'Local' || options.readsPlaces === 'nodes',
  );
  const addresses = readsServiceAddresses(index)
    ? own?.addresses?.join() ?? ''
    : '';
  return `${
    own === undefined ? '' : serviceText(own)
  } ${addresses}|${endpoints}|${rules}`;
}

/**
 * Of the selector it counts whether there is one: which Pods a Service has is read from its
 * EndpointSlices. Its age is left out: it only counts where several Services select one Pod.
 */
function serviceText(
  service: Complete<
    Service,
    | 'namespace'
    | 'labels'
    | 'type'
    | 'headless'
    | 'externalName'
    | 'ports'
    | 'exportTo'
    | 'internalTrafficPolicy'
    | 'publishNotReadyAddresses'
    | 'trafficDistribution'
    | 'distributionAnnotation'
    | 'selector'
    | 'addresses',
    'name' | 'createdAt'
  >,
): string {
  const { exportTo } = service;
  const text = `${service.type} ${service.headless} ${
    service.publishNotReadyAddresses
  } ${service.internalTrafficPolicy ?? ''} ${service.externalName ?? ''} ${
    service.labels[WAYPOINT_LABEL] ?? ''
  } ${service.trafficDistribution ?? ''} ${
    service.distributionAnnotation ?? ''
  } ${service.selector !== undefined}${servicePortsText(service.ports)}`;
  return exportTo === undefined
    ? text
    : // A dot is the Service's own namespace.
      `${text} to ${exportTo.join()} ${
        exportTo.includes('.') ? service.namespace : ''
      }`;
}

function servicePortsText(
  ports: readonly Complete<
    ServicePort,
    'name' | 'port' | 'protocol' | 'appProtocol' | 'targetPort',
    never
  >[],
): string {
  let text = '';
  for (const port of ports) {
    text += `;${port.port} ${port.protocol} ${port.name ?? ''} ${
      port.appProtocol ?? ''
    } ${port.targetPort ?? ''}`;
  }
  return text;
}

/**
 * Each kind of endpoint once, in the order of the addresses: how many there are only counts where
 * the nearest may not be enough.
 */
function endpointsText(
  index: ClusterIndex,
  service: ServiceName,
  options: Options,
  readsNodes: boolean,
): string {
  const slices = index.endpointSlices(service.namespace, service.name);
  if (slices.status === 'unknown') {
    return '';
  }
  const texts: (readonly [string, string])[] = [];
  for (const slice of slices.value) {
    const ports = slicePortsText(slice);
    for (const endpoint of slice.endpoints) {
      texts.push([
        endpoint.address,
        ports + endpointText({ index, service, options, readsNodes, endpoint }),
      ]);
    }
  }
  if (texts.length < 2) {
    return texts[0]?.[1] ?? '';
  }
  // When two entries have the same address, the last one counts.
  const byAddress = new Map(texts);
  const sorted = [...byAddress.keys()].sort();
  const all = sorted.map(address => byAddress.get(address)!);
  return (options.readsPlaces === 'no' ? [...new Set(all)] : all).join('&');
}

function endpointText({
  index,
  service,
  options,
  readsNodes,
  endpoint: { address, ready, pod: name },
}: {
  readonly index: ClusterIndex;
  readonly service: ServiceName;
  readonly options: Options;
  readonly readsNodes: boolean;
  readonly endpoint: EndpointSlice['endpoints'][number];
}): string {
  const pod =
    name === undefined
      ? podAt(index, address, service.namespace)
      : podNamed(index, service.namespace, name);
  const plain =
    (name !== undefined && index.state.pods.status === 'unknown') ||
    (pod !== undefined && !options.readsAddresses && isPlain(pod, address));
  const text = ` ${ready} ${plain ? '' : address} ${
    readsNodes ? pod?.node ?? '?' : ''
  }`;
  if (pod === undefined) {
    return `${text}${name === undefined ? '' : 'gone'}`;
  }
  const place = options.readsPlaces === 'no' ? '' : placeText(index, pod);
  const foreign = pod.namespace === service.namespace ? '' : 'foreign';
  const own = podText(index, pod, options.selectors);
  return `${text}${foreign}${place}${own}${othersText(index, pod, service)}`;
}

function placeText({ state }: ClusterIndex, pod: Pod): string {
  const locality = podLocality(pod, state.nodes);
  return locality.status === 'observed'
    ? describeLocality(locality.value)
    : '?';
}

/**
 * Whether the address of an endpoint is simply that of its Pod. Whether two clusters share such
 * addresses is asked for all Pods at once; any other address is part of the signature.
 */
function isPlain({ hostNetwork, labels, ips }: Pod, address: string): boolean {
  return !hostNetwork && !labels[NETWORK_LABEL] && ips.includes(address);
}

function slicePortsText({
  addressType,
  ports,
}: Complete<
  EndpointSlice,
  'namespace' | 'service' | 'addressType' | 'ports' | 'endpoints',
  never
>): string {
  let text: string = addressType;
  for (const { name, port, protocol } of ports) {
    text += ` ${name ?? ''}:${port ?? ''}:${protocol}`;
  }
  return text;
}

/** NetworkPolicies select Pods by any of their labels. */
function hasNetworkPolicies({ state: { networkPolicies } }: ClusterIndex) {
  return (
    networkPolicies.status === 'observed' && networkPolicies.value.length > 0
  );
}

/** A Pod by what Istio reads of its labels, and by the selectors that take it. */
function podText(
  index: ClusterIndex,
  pod: Complete<
    Pod,
    | 'namespace'
    | 'name'
    | 'labels'
    | 'annotations'
    | 'node'
    | 'hostNetwork'
    | 'ips'
    | 'namedPorts'
    | 'containerPorts'
    | 'workload'
    | 'proxy',
    // Only clients are asked whether they run as the proxy does.
    // Whether the endpoint is ready counts; a Service with names of servers is like no other.
    'ready' | 'serviceAccount' | 'asProxy'
  >,
  selectors: readonly Labels[],
): string {
  const { labels, annotations, namedPorts, containerPorts, proxy } = pod;
  let text = ` ${pod.hostNetwork} ${pod.workload.kind} ${
    labels[TLS_MODE_LABEL] ?? ''
  } ${labels[NETWORK_LABEL] ?? ''} ${labels[MODE_LABEL] ?? ''}`;
  for (const selector of selectors) {
    text += selects(selector, labels) ? ' 1' : ' 0';
  }
  if (hasNetworkPolicies(index)) {
    text += JSON.stringify(labels);
  }
  for (const key of Object.keys(annotations)) {
    text += ` ${key}=${JSON.stringify(annotations[key])}`;
  }
  for (const key of Object.keys(namedPorts)) {
    text += ` ${key}=${namedPorts[key]}`;
  }
  if (containerPorts !== undefined) {
    text += ` ${containerPorts.join()}`;
  }
  if (proxy !== undefined) {
    text += proxyText(proxy);
  }
  const dumps = dumpsOf(index);
  const roots =
    dumps.size === 0 ? undefined : dumps.get(`${pod.namespace}/${pod.name}`);
  return roots === undefined ? text : `${text} ${roots.join()}`;
}

function proxyText(
  proxy: Complete<
    ProxySettings,
    | 'kind'
    | 'revision'
    | 'network'
    | 'clusterId'
    | 'trustDomain'
    | 'xdsAgent'
    | 'annotatedXdsAgent'
    | 'dnsCapture',
    never
  >,
): string {
  return ` ${proxy.kind} ${proxy.revision ?? ''} ${proxy.network ?? ''} ${
    proxy.clusterId ?? ''
  } ${proxy.trustDomain ?? ''} ${proxy.xdsAgent} ${
    proxy.annotatedXdsAgent ?? ''
  } ${proxy.dnsCapture}`;
}

/** Other Services that lead to the Pod: the oldest of all decides on the protocol of a port. */
function othersText(
  index: ClusterIndex,
  pod: Pod,
  { name }: ServiceName,
): string {
  const all = selectingServices(index, pod);
  if (all.length === 0 || (all.length === 1 && all[0]!.name === name)) {
    return '';
  }
  return all.map(({ ports }) => ` of${servicePortsText(ports)}`).join('');
}

/**
 * VirtualServices and ServiceEntries speak of hosts in too many ways to be compared, and
 * WorkloadEntries are few.
 */
function isNamedByOthers(index: ClusterIndex, service: ServiceName): boolean {
  const host = serviceHost(service);
  const routes = index.virtualServices(host);
  const entries = index.serviceEntries(host);
  const found = index.service(service.namespace, service.name);
  const selector =
    found.status === 'observed' ? found.value?.selector : undefined;
  const workloads = index.workloadEntries(service.namespace);
  return (
    (routes.status === 'observed' && routes.value.length > 0) ||
    (entries.status === 'observed' && entries.value.length > 0) ||
    (selector !== undefined &&
      workloads.status === 'observed' &&
      workloads.value.some(({ labels }) => selects(selector, labels)))
  );
}
