import type {
  ClusterState,
  ConfigurationObject,
  IstioConfiguration,
  MeshSettings,
  Observed,
} from '../../../../model';
import { selectsNamespace } from './selectsNamespace';

const KINDS = [
  'peerAuthentications',
  'requestAuthentications',
  'authorizationPolicies',
  'destinationRules',
  'sidecars',
  'virtualServices',
  'serviceEntries',
  'workloadEntries',
  'proxyConfigs',
  'proxyExtensions',
] as const;

type Settings = Pick<Required<MeshSettings>, 'discoverySelectors'>;

interface Istiod {
  /** Absent when no istiod is known. */
  readonly revision?: string;
  readonly settings: Observed<Settings>;
}

/**
 * Of Istio's objects those that the cluster's istiod looks at: an object with label `istio.io/rev`
 * is for that revision alone, tags do not count, and what lies in a namespace that
 * `discoverySelectors` leave out is not there. Source: istio/istio
 * pilot/pkg/config/kube/crdclient/client.go addCRD, pkg/config/model.go LabelsInRevision,
 * pkg/kube/namespace/filter.go. Without settings nothing is left out for its namespace: what they
 * decide is unknown anyway.
 */
export function countingConfiguration(
  {
    configuration,
    namespaces,
  }: Pick<ClusterState, 'configuration' | 'namespaces'>,
  { revision, settings }: Istiod,
): IstioConfiguration {
  const isLookedAt = namespaceFilter(namespaces, settings);
  const counting = <T extends ConfigurationObject>(
    section: Observed<readonly T[]>,
  ): Observed<readonly T[]> => {
    if (section.status === 'unknown') {
      return section;
    }
    const own = section.value.filter(
      item =>
        item.revision === undefined ||
        revision === undefined ||
        item.revision === revision,
    );
    if (typeof isLookedAt !== 'function') {
      return own.length === 0 ? section : isLookedAt;
    }
    const value = own.filter(({ object }) =>
      isLookedAt(object.namespace ?? ''),
    );
    return value.length === section.value.length
      ? section
      : { ...section, value };
  };
  const result = {
    peerAuthentications: counting(configuration.peerAuthentications),
    requestAuthentications: counting(configuration.requestAuthentications),
    authorizationPolicies: counting(configuration.authorizationPolicies),
    destinationRules: counting(configuration.destinationRules),
    sidecars: counting(configuration.sidecars),
    virtualServices: counting(configuration.virtualServices),
    serviceEntries: counting(configuration.serviceEntries),
    workloadEntries: counting(configuration.workloadEntries),
    proxyConfigs: counting(configuration.proxyConfigs),
    proxyExtensions: counting(configuration.proxyExtensions),
  };
  // Others are remembered by a state, so that one in which everything counts stays the same.
  return KINDS.every(kind => result[kind] === configuration[kind])
    ? configuration
    : result;
}

/** Why it cannot be told, when the labels of the namespaces decide and are not observed. */
function namespaceFilter(
  namespaces: ClusterState['namespaces'],
  settings: Observed<Settings>,
):
  | ((namespace: string) => boolean)
  | Extract<Observed<never>, { status: 'unknown' }> {
  const selectors =
    settings.status === 'observed' ? settings.value.discoverySelectors : [];
  if (selectors.length === 0) {
    return () => true;
  }
  if (namespaces.status === 'unknown') {
    return namespaces;
  }
  const selected = new Set(
    namespaces.value
      .filter(({ labels }) => selectsNamespace(selectors, labels))
      .map(({ name }) => name),
  );
  return namespace => selected.has(namespace);
}
