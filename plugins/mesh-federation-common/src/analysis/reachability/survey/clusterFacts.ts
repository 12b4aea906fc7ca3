import {
  ISTIO_NAMESPACE,
  type AuthorizationPolicy,
  type ClusterState,
  type ConfigurationObject,
  type NetworkPolicy,
  type Observed,
  NAMESPACE_NAME_LABEL,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { NODE_LABEL } from '../lookup/topology/topologyLabels';
import { CLUSTER_DOMAIN, resolveHost } from '../lookup/hostLookUp';
import { remembered } from '../../remembered';
import { optional } from '../../../model/basics/optional';
import { conditionFields } from '../configuration/objects/ruleFields';

type Labels = Readonly<Record<string, string>>;

/**
 * What of a cluster can tell one Service from another, apart from the Services and their endpoints
 * themselves.
 */
export interface ClusterFacts {
  /** When true, Services of different namespaces are never alike. */
  readonly tellsNamespaces: boolean;
  /**
   * Namespaces that are one of a kind: the root namespace, those of gateways, and those with
   * extensions of proxies.
   */
  readonly named: readonly string[];
  /** Namespaces with policies for workloads. */
  readonly guarded: readonly string[];
  /**
   * Selectors of policies, extensions and inbound listeners for workloads, by the namespace of the
   * object; under `''` those for all namespaces.
   */
  readonly selectors: ReadonlyMap<string, readonly Labels[]>;
  /**
   * Hosts of gateways, of `serviceSettings` and of Sidecars, which begin with `*` or do not,
   * without those that cover every Service.
   */
  readonly hosts: readonly string[];
  /**
   * Namespaces of Services, of EndpointSlices, and of Services whose hosts are named by
   * configuration for hosts.
   */
  readonly namespaces: ReadonlySet<string>;
  /** Whether configuration for hosts can be about a Service of any namespace. */
  readonly namesAnyHost: boolean;
  /** Whether something asks for the addresses of endpoints. */
  readonly readsAddresses: boolean;
  /**
   * Whether something asks where endpoints are: their locality, or also their Node.
   */
  readonly readsPlaces: Places;
  /** `discoverySelectors` are set; `names` when they ask for the name of a namespace. */
  readonly selectsNamespaces: 'no' | 'by-labels' | 'by-names';
}

/** What of the places of endpoints can tell Services apart. */
export type Places = 'no' | 'localities' | 'nodes';

const EVERY_SERVICE = `.svc.${CLUSTER_DOMAIN}`;
/** Computed once for an index, and so for a state. */
export const clusterFacts = remembered(
  (index: ClusterIndex): ClusterFacts => ({
    tellsNamespaces: tellsNamespaces(index),
    named: namedNamespaces(index),
    guarded: guardedNamespaces(index),
    selectors: selectorsOf(index),
    hosts: hostsOf(index).filter(host => !coversEvery(host)),
    ...namespacesOf(index),
    readsAddresses: readsAddresses(index),
    readsPlaces: readsPlaces(index),
    selectsNamespaces: selectsNamespaces(index),
  }),
);

function listOf<T>(section: Observed<readonly T[]>): readonly T[] {
  return section.status === 'observed' ? section.value : [];
}

/** Whether a host covers the host of every Service. */
export function coversEvery(host: string): boolean {
  return host.startsWith('*') && EVERY_SERVICE.endsWith(host.slice(1));
}

/**
 * Sidecars name the namespaces of Services, `.` is that of the client; istiod may look at some
 * namespaces alone.
 */
function tellsNamespaces({ state, settings }: ClusterIndex): boolean {
  const scopes =
    settings.status === 'observed'
      ? settings.value.defaultServiceExportTo
      : ['*'];
  return (
    listOf(state.configuration.sidecars).length > 0 ||
    // They name namespaces by their labels, and count in that of the Pods alone.
    listOf(state.networkPolicies).length > 0 ||
    (!scopes.includes('*') && scopes.includes('.')) ||
    listOf(state.controlPlanes).some(
      ({ features }) => features.ISTIO_WATCH_NAMESPACE !== undefined,
    )
  );
}

function namedNamespaces({ state, settings }: ClusterIndex): readonly string[] {
  return [
    ISTIO_NAMESPACE,
    ...(settings.status === 'observed' ? [settings.value.rootNamespace] : []),
    ...gatewaysIn(state).map(({ object }) => object.namespace ?? ''),
    ...listOf(state.configuration.proxyExtensions).map(
      ({ object }) => object.namespace ?? '',
    ),
  ];
}

function gatewaysIn({ gateways, unlabelledGateways }: ClusterState) {
  return [...listOf(gateways), ...listOf(unlabelledGateways)];
}

/** Policies for workloads. */
function policiesOf({
  configuration: {
    peerAuthentications,
    requestAuthentications,
    authorizationPolicies,
    proxyConfigs,
  },
}: ClusterState): readonly (ConfigurationObject & {
  readonly selector?: Labels;
})[] {
  return [
    ...listOf(peerAuthentications),
    ...listOf(requestAuthentications),
    ...listOf(authorizationPolicies),
    ...listOf(proxyConfigs),
  ];
}

function guardedNamespaces({ state }: ClusterIndex): readonly string[] {
  return policiesOf(state).map(({ object }) => object.namespace ?? '');
}

function selectorsOf({
  state,
  settings,
}: ClusterIndex): ReadonlyMap<string, readonly Labels[]> {
  const root =
    settings.status === 'observed' ? settings.value.rootNamespace : '';
  const selectors = new Map<string, Labels[]>();
  const { proxyExtensions, sidecars } = state.configuration;
  for (const { object, selector } of [
    ...policiesOf(state),
    ...[
      ...listOf(proxyExtensions),
      ...listOf(sidecars).filter(({ ingress }) => ingress.length > 0),
    ].map(({ workloadSelector, ...item }) => ({
      ...item,
      ...optional({ selector: workloadSelector }),
    })),
  ]) {
    if (selector !== undefined && Object.keys(selector).length > 0) {
      const namespace = object.namespace ?? '';
      const key = namespace === root ? '' : namespace;
      selectors.set(key, [...(selectors.get(key) ?? []), selector]);
    }
  }
  return selectors;
}

/**
 * Istio's own cluster-local hosts are among them (istio/istio pilot/pkg/model/cluster_local.go).
 */
function hostsOf({ state, settings }: ClusterIndex): readonly string[] {
  return [
    `*.kube-system.svc.${CLUSTER_DOMAIN}`,
    `kubernetes.default.svc.${CLUSTER_DOMAIN}`,
    `istiod.${ISTIO_NAMESPACE}.svc.${CLUSTER_DOMAIN}`,
    ...[
      ...gatewaysIn(state).flatMap(({ hosts }) => hosts),
      ...listOf(state.configuration.sidecars).flatMap(({ egress }) =>
        (egress ?? []).flatMap(({ hosts }) => hosts),
      ),
    ].map(host => host.split('/').at(-1)!),
    ...(settings.status === 'observed'
      ? settings.value.serviceSettings.flatMap(({ hosts }) => hosts)
      : []),
  ];
}

function namespacesOf({
  state,
}: ClusterIndex): Pick<ClusterFacts, 'namespaces' | 'namesAnyHost'> {
  const { destinationRules, virtualServices, serviceEntries } =
    state.configuration;
  const namespaces = new Set<string>();
  for (const { namespace } of listOf(state.services)) {
    namespaces.add(namespace);
  }
  for (const { namespace } of listOf(state.endpointSlices)) {
    namespaces.add(namespace);
  }
  let namesAnyHost = false;
  const addHost = (host: string) => {
    const namespace = namespaceOfHost(host);
    if (namespace === undefined) {
      namesAnyHost = true;
    } else if (namespace !== '') {
      namespaces.add(namespace);
    }
  };
  for (const { host, object } of listOf(destinationRules)) {
    const owner = object.namespace ?? '';
    const resolved = resolveHost(host, owner);
    // A rule for every host treats all Services alike, except for those of its own namespace.
    namespaces.add(owner);
    if (!coversEvery(resolved)) {
      addHost(resolved);
    }
  }
  for (const { hosts, object } of listOf(virtualServices)) {
    hosts.forEach(host => addHost(resolveHost(host, object.namespace ?? '')));
  }
  for (const { hosts } of listOf(serviceEntries)) {
    hosts.forEach(addHost);
  }
  return { namespaces, namesAnyHost };
}

/**
 * The namespace of the Service that has the host; empty when no Service can have it, undefined when
 * the pattern stands for more than one host.
 */
function namespaceOfHost(host: string): string | undefined {
  if (host.startsWith('*')) {
    return undefined;
  }
  const [, namespace, ...rest] = host.split('.');
  return `.${rest.join('.')}` === EVERY_SERVICE ? namespace : '';
}

function readsAddresses({ state }: ClusterIndex): boolean {
  const asks = ({ rules }: AuthorizationPolicy) =>
    rules.some(({ when }) =>
      conditionFields(when).some(({ kind }) => kind === 'own-address'),
    );
  return (
    meshNetworksOf(state).some(({ endpoints }) =>
      endpoints.some(({ fromCidr }) => fromCidr !== undefined),
    ) ||
    listOf(state.configuration.authorizationPolicies).some(asks) ||
    listOf(state.networkPolicies).some(namesAddresses)
  );
}

function namesAddresses({ ingress = [], egress = [] }: NetworkPolicy): boolean {
  return [...ingress, ...egress].some(({ peers }) =>
    peers.some(({ kind }) => kind === 'addresses'),
  );
}

/** As `configuration/locality/preferenceFor.ts` looks for it. */
function readsPlaces({ state, settings }: ClusterIndex): Places {
  const policies = listOf(state.configuration.destinationRules).flatMap(
    ({ trafficPolicy, subsets }) =>
      [trafficPolicy, ...subsets.map(item => item.trafficPolicy)].flatMap(
        policy => (policy ? [policy, ...policy.ports] : []),
      ),
  );
  const mesh =
    settings.status === 'observed'
      ? [settings.value.localityLbSetting, settings.value.zoneAwareLbSetting]
      : [];
  const own = policies.flatMap(({ locality, zoneAware }) => [
    locality,
    zoneAware,
  ]);
  const values = [
    ...listOf(state.services).flatMap(item => [
      item.trafficDistribution,
      item.distributionAnnotation,
    ]),
    ...listOf(state.namespaces).map(item => item.distributionAnnotation),
  ];
  const isByNode =
    values.some(value => value?.toLowerCase() === 'prefersamenode') ||
    [...mesh, ...own].some(setting =>
      setting?.failoverPriority?.some(isOfNode),
    );
  if (isByNode) {
    return 'nodes';
  }
  const isByLocality =
    values.some(value => value !== undefined) ||
    own.some(setting => setting !== undefined) ||
    policies.some(({ outlierDetection }) => outlierDetection) ||
    mesh[0]?.distribute !== undefined ||
    mesh[1] !== undefined;
  return isByLocality ? 'localities' : 'no';
}

function isOfNode(label: string): boolean {
  return label.split('=')[0] === NODE_LABEL;
}

function meshNetworksOf({ controlPlanes }: ClusterState) {
  return listOf(controlPlanes).flatMap(({ meshConfig }) =>
    meshConfig.status === 'observed'
      ? Object.values(meshConfig.value.meshNetworks)
      : [],
  );
}

function selectsNamespaces({
  settings,
}: ClusterIndex): ClusterFacts['selectsNamespaces'] {
  const selectors =
    settings.status === 'observed' ? settings.value.discoverySelectors : [];
  if (selectors.length === 0) {
    return 'no';
  }
  return selectors.some(
    ({ matchLabels, matchExpressions }) =>
      NAMESPACE_NAME_LABEL in matchLabels ||
      matchExpressions.some(({ key }) => key === NAMESPACE_NAME_LABEL),
  )
    ? 'by-names'
    : 'by-labels';
}
