import {
  NETWORK_LABEL,
  type DestinationRule,
  type EndpointSlice,
  type Pod,
  type Service,
} from '../../../model';
import type { ClusterIndex } from '../ClusterIndex';
import { resolveHost, serviceHost } from '../hostLookUp';
import { MODE_LABEL, WAYPOINT_LABEL } from '../legs/traffic/judgeDoubts';
import { selects } from '../legs/traffic/selects';
import { dumpsOf } from '../proxiesWithRoots';
import { TLS_MODE_LABEL } from '../providerEndpoints';

type Labels = Readonly<Record<string, string>>;

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** What the signatures of a namespace's Services rest on beside the cluster. */
export interface SignatureOptions {
  readonly selectors: readonly Labels[];
  readonly readsAddresses: boolean;
}

/**
 * What one cluster says of a Service, without its name: equal texts for two Services that the cluster treats alike. Undefined when
 * something in the cluster's configuration is about this very Service and cannot be compared with what is about another.
 */
export function serviceSignature(
  index: ClusterIndex,
  service: ServiceName,
  options: SignatureOptions,
): string | undefined {
  const rules = rulesText(index, service);
  if (rules === undefined || isNamedByOthers(index, service)) {
    return undefined;
  }
  const found = index.service(service.namespace, service.name);
  const own = found.status === 'observed' ? found.value : undefined;
  return `${own === undefined ? '' : serviceText(own)}|${endpointsText(
    index,
    service,
    options,
    own?.internalTrafficPolicy === 'Local',
  )}|${rules}`;
}

function serviceText({
  namespace,
  labels,
  type,
  headless,
  externalName,
  ports,
  exportTo,
  internalTrafficPolicy,
  publishNotReadyAddresses,
}: Service): string {
  let text = `${type} ${headless} ${publishNotReadyAddresses} ${
    internalTrafficPolicy ?? ''
  } ${externalName ?? ''} ${labels[WAYPOINT_LABEL] ?? ''}`;
  for (const port of ports) {
    text += `;${port.port} ${port.protocol} ${port.name ?? ''} ${
      port.appProtocol ?? ''
    } ${port.targetPort ?? ''}`;
  }
  if (exportTo === undefined) {
    return text;
  }
  // A dot is the Service's own namespace.
  return `${text};to ${exportTo.join()} ${
    exportTo.includes('.') ? namespace : ''
  }`;
}

/** Each kind of endpoint once, in the order of the addresses: how many there are does not count. */
function endpointsText(
  index: ClusterIndex,
  { namespace, name }: ServiceName,
  options: SignatureOptions,
  readsNodes: boolean,
): string {
  const slices = index.endpointSlices(namespace, name);
  if (slices.status === 'unknown') {
    return 'unknown';
  }
  const texts = new Map<string, string>();
  for (const slice of slices.value) {
    const ports = portsText(slice);
    for (const { address, ready, pod: podName } of slice.endpoints) {
      const found =
        podName === undefined ? undefined : index.pod(namespace, podName);
      const pod = found?.status === 'observed' ? found.value : undefined;
      const plain =
        found?.status === 'unknown' ||
        (pod !== undefined &&
          !options.readsAddresses &&
          !pod.hostNetwork &&
          !pod.labels[NETWORK_LABEL] &&
          pod.ips.includes(address));
      texts.set(
        address,
        // Whether Pods of two clusters have the same addresses is asked for all of them; other addresses count each for itself.
        `${ports} ${ready} ${plain ? '' : address} ${
          readsNodes ? pod?.node ?? '?' : ''
        } ${pod === undefined ? '' : podText(index, pod, options.selectors)}`,
      );
    }
  }
  if (texts.size < 2) {
    return [...texts.values()].join();
  }
  const sorted = [...texts.keys()].sort();
  return [...new Set(sorted.map(address => texts.get(address)!))].join('&');
}

/** Slices of type FQDN bring no endpoints, but a slice is rarely of that type. */
function portsText({ addressType, ports }: EndpointSlice): string {
  let text: string = addressType;
  for (const { name, port, protocol } of ports) {
    text += ` ${name ?? ''}:${port ?? ''}:${protocol}`;
  }
  return text;
}

function podText(
  index: ClusterIndex,
  { namespace, name, labels, annotations, namedPorts, workload, ...pod }: Pod,
  selectors: readonly Labels[],
): string {
  const { proxy, hostNetwork } = pod;
  let text = `${hostNetwork} ${workload.kind} ${labels[TLS_MODE_LABEL] ?? ''} ${
    labels[NETWORK_LABEL] ?? ''
  } ${labels[MODE_LABEL] ?? ''}`;
  for (const selector of selectors) {
    text += selects(selector, labels) ? ' 1' : ' 0';
  }
  if (proxy !== undefined) {
    const { kind, revision, network, clusterId, trustDomain } = proxy;
    text += ` ${kind} ${revision ?? ''} ${network ?? ''} ${clusterId ?? ''} ${
      trustDomain ?? ''
    } ${proxy.xdsAgent} ${proxy.dnsCapture}`;
  }
  for (const key of Object.keys(annotations)) {
    text += ` ${key}=${JSON.stringify(annotations[key])}`;
  }
  for (const key of Object.keys(namedPorts)) {
    text += ` ${key}=${namedPorts[key]}`;
  }
  const dumps = dumpsOf(index);
  const roots =
    dumps.size === 0 ? undefined : dumps.get(`${namespace}/${name}`);
  return roots === undefined ? text : `${text} ${roots.join()}`;
}

/** VirtualServices and ServiceEntries speak of hosts in too many ways to be compared. */
function isNamedByOthers(index: ClusterIndex, service: ServiceName): boolean {
  const host = serviceHost(service);
  const routes = index.virtualServices(host);
  const entries = index.serviceEntries(host);
  return (
    (routes.status === 'observed' && routes.value.length > 0) ||
    (entries.status === 'observed' && entries.value.length > 0)
  );
}

/** The Service's own DestinationRules by their contents, those for more hosts by which they are. */
function rulesText(
  index: ClusterIndex,
  service: ServiceName,
): string | undefined {
  const host = serviceHost(service);
  const rules = index.destinationRules(host);
  if (rules.status === 'unknown' || rules.value.length === 0) {
    return '';
  }
  const texts = rules.value.map(rule =>
    ruleText(index, rule, { ...service, host }),
  );
  return texts.includes(undefined) ? undefined : texts.join('&');
}

function ruleText(
  { settings, state }: ClusterIndex,
  rule: DestinationRule,
  { namespace, host }: ServiceName & { readonly host: string },
): string | undefined {
  const { object, exportTo, workloadSelector, trafficPolicy, subsets } = rule;
  const byDefault =
    settings.status === 'observed'
      ? settings.value.defaultDestinationRuleExportTo
      : [];
  const isOwn = object.namespace === namespace;
  if (JSON.stringify([trafficPolicy, subsets]).includes('subjectAltNames')) {
    // They name identities of the Service's workloads.
    return undefined;
  }
  if (resolveHost(rule.host, object.namespace ?? '') !== host) {
    const all = state.configuration.destinationRules;
    return `${all.status === 'observed' ? all.value.indexOf(rule) : ''} ${
      isOwn ? namespace : ''
    }`;
  }
  const isForAll =
    workloadSelector === undefined &&
    !byDefault.includes('.') &&
    (exportTo === undefined || exportTo.includes('*'));
  return isOwn && isForAll
    ? JSON.stringify([exportTo, trafficPolicy, subsets])
    : undefined;
}
