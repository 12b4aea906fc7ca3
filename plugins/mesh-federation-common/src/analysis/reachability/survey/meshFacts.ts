import { NAMESPACE_NAME_LABEL } from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { coversHost } from '../lookup/hostLookUp';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { remembered } from '../../remembered';
import { clusterFacts, type ClusterFacts, type Places } from './clusterFacts';
import { policiesText } from './policiesText';
import { MODE_LABEL, WAYPOINT_LABEL } from '../../../model/istioNames';

type Labels = Readonly<Record<string, string>>;

/** What Services of one namespace have in common. */
export interface NamespaceFacts {
  /**
   * The same for two namespaces that differ in nothing but their names, where nothing asks for the
   * name.
   */
  readonly key: string;
  /** Clusters that have, or say, something of the namespace's Services, sorted by name. */
  readonly clusters: readonly ClusterIndex[];
  /** Of the policies that may select workloads of the namespace in any cluster, each once. */
  readonly selectors: readonly Labels[];
  /** Whether something in the mesh asks for the addresses of endpoints. */
  readonly readsAddresses: boolean;
  /** Whether something in the mesh asks where endpoints are. */
  readonly readsPlaces: Places;
  /** `selectors`, `readsAddresses` and `readsPlaces`, as a text that can be compared. */
  readonly options: string;
}

/** What can tell one Service from another in the clusters of a context. */
export interface MeshFacts {
  namespace(name: string): NamespaceFacts;
  /** Hosts that stand in configuration and cover a Service's host, as one text. */
  hostsCovering(host: string): string;
}

interface Member {
  readonly index: ClusterIndex;
  readonly facts: ClusterFacts;
}

/** Computed once for a context; what is known of a cluster outlives it. */
export const meshFacts = remembered(
  (context: ReachabilityContext): MeshFacts => {
    const members = context.clusters.flatMap((name): readonly Member[] => {
      const index = context.index(name);
      return index === undefined ? [] : [{ index, facts: clusterFacts(index) }];
    });
    const keyOf = namespaceKeys(members);
    const clustersOf = clustersByNamespace(members);
    const selectorsOf = selectorsByNamespace(members);
    const readsAddresses = members.some(({ facts }) => facts.readsAddresses);
    const places = members.map(({ facts }) => facts.readsPlaces);
    const readsPlaces =
      (['nodes', 'localities'] as const).find(item => places.includes(item)) ??
      'no';
    const known = new Map<string, NamespaceFacts>();
    return {
      namespace: name => {
        let facts = known.get(name);
        if (facts === undefined) {
          const clusters = clustersOf(name);
          const selectors = selectorsOf(name);
          facts = {
            key: keyOf(name, { clusters, selectors }),
            clusters,
            selectors,
            readsAddresses,
            readsPlaces,
            options: JSON.stringify([selectors, readsAddresses, readsPlaces]),
          };
          known.set(name, facts);
        }
        return facts;
      },
      hostsCovering: coverage(members.flatMap(({ facts }) => facts.hosts)),
    };
  },
);

/**
 * The name where anything asks for it, else the policies, and the labels as far as they are looked
 * at.
 */
function namespaceKeys(
  members: readonly Member[],
): (
  name: string,
  facts: Pick<NamespaceFacts, 'clusters' | 'selectors'>,
) => string {
  const selections = members.map(({ facts }) => facts.selectsNamespaces);
  const named = new Set(members.flatMap(({ facts }) => facts.named));
  if (
    members.some(({ facts }) => facts.tellsNamespaces) ||
    selections.includes('by-names')
  ) {
    return name => name;
  }
  const byLabels = selections.includes('by-labels');
  const guarded = new Set(members.flatMap(({ facts }) => facts.guarded));
  const indexes = members.map(({ index }) => index);
  return (name, { clusters, selectors }) => {
    const policies = guarded.has(name)
      ? policiesText({ namespace: name, indexes, selectors })
      : '';
    if (named.has(name) || policies === undefined) {
      return name;
    }
    // A namespace that is not there is told from one without labels.
    const labels = byLabels
      ? members.map(({ index }) => labelsOf(index, name, () => true))
      : clusters.map(index =>
          labelsOf(
            index,
            name,
            label => label === MODE_LABEL || label === WAYPOINT_LABEL,
          ),
        );
    const distributions = members.map(({ index }) => {
      const namespace = index.namespace(name);
      return namespace.status === 'observed'
        ? namespace.value?.distributionAnnotation ?? ''
        : '';
    });
    return `${policies} ${JSON.stringify(labels)} ${distributions.join()}`;
  };
}

function labelsOf(
  index: ClusterIndex,
  name: string,
  counts: (label: string) => boolean,
): readonly (readonly [string, string])[] | undefined {
  const namespace = index.namespace(name);
  return namespace.status === 'unknown'
    ? undefined
    : Object.entries(namespace.value?.labels ?? { absent: '' })
        .filter(([label]) => label !== NAMESPACE_NAME_LABEL && counts(label))
        .sort();
}

function clustersByNamespace(
  members: readonly Member[],
): (name: string) => readonly ClusterIndex[] {
  const byNamespace = new Map<string, Set<ClusterIndex>>();
  const everywhere = members
    .filter(({ facts }) => facts.namesAnyHost)
    .map(({ index }) => index);
  for (const { index, facts } of members) {
    for (const namespace of facts.namespaces) {
      const clusters = byNamespace.get(namespace);
      if (clusters === undefined) {
        byNamespace.set(namespace, new Set([index]));
      } else {
        clusters.add(index);
      }
    }
  }
  return name => {
    const own = byNamespace.get(name) ?? new Set();
    return everywhere.length === 0
      ? [...own]
      : members
          .map(({ index }) => index)
          .filter(index => own.has(index) || everywhere.includes(index));
  };
}

function selectorsByNamespace(
  members: readonly Member[],
): (name: string) => readonly Labels[] {
  const all = new Map<string, Map<string, Labels>>();
  for (const { facts } of members) {
    for (const [namespace, selectors] of facts.selectors) {
      const own = all.get(namespace) ?? new Map<string, Labels>();
      all.set(namespace, own);
      selectors.forEach(item => own.set(JSON.stringify(item), item));
    }
  }
  return name => [
    ...(all.get('')?.values() ?? []),
    ...(name === '' ? [] : all.get(name)?.values() ?? []),
  ];
}

function coverage(all: readonly string[]): (host: string) => string {
  const exact = new Set(all.filter(host => !host.startsWith('*')));
  const wildcards = [
    ...new Set(all.filter(host => host.startsWith('*'))),
  ].sort();
  return host => {
    let text = exact.has(host) ? host : '';
    for (const wildcard of wildcards) {
      if (coversHost(wildcard, host)) {
        text += ` ${wildcard}`;
      }
    }
    return text;
  };
}
