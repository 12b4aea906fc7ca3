import type { Entity } from '@backstage/catalog-model';
import {
  optional,
  KUBERNETES_CLUSTER_ANNOTATION,
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  KUBERNETES_NAMESPACE_ANNOTATION,
  type ClusterName,
  type EntityPresence,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** How an entity's Services were looked for. */
export interface EntitySearch {
  /** Label selector as kubectl takes it. */
  readonly selector: string;
  /** Absent when all namespaces were looked in. */
  readonly namespace?: string;
  /** Absent when all clusters were looked in. */
  readonly onlyCluster?: ClusterName;
  readonly presentIn: readonly ClusterName[];
  readonly absentFrom: readonly ClusterName[];
  readonly unknownIn: readonly EntityPresence[];
}

/**
 * Whether there is something to show about an entity's Services, and why not. `no-match`: every
 * cluster was looked in, none has a Service that matches. `match-unknown`: not every cluster could
 * be looked in, and the others have none. `no-ports`: the Services have no ports.
 */
export interface EntityMatchState {
  readonly state:
    | 'no-annotation'
    | 'no-clusters'
    | 'no-match'
    | 'match-unknown'
    | 'no-ports'
    | 'found';
  readonly search: EntitySearch;
}

function clustersWith(
  presence: readonly EntityPresence[],
  wanted: EntityPresence['presence'],
): readonly ClusterName[] {
  return presence.filter(p => p.presence === wanted).map(p => p.cluster);
}

function searchOf(
  entity: Entity,
  presence: readonly EntityPresence[],
): EntitySearch {
  const annotations = entity.metadata.annotations ?? {};
  const namespace = annotations[KUBERNETES_NAMESPACE_ANNOTATION];
  const onlyCluster = annotations[KUBERNETES_CLUSTER_ANNOTATION];
  return {
    selector:
      annotations[KUBERNETES_LABEL_SELECTOR_ANNOTATION] ||
      `${KUBERNETES_ID_ANNOTATION}=${
        annotations[KUBERNETES_ID_ANNOTATION] ?? entity.metadata.name
      }`,
    ...optional({
      namespace: namespace || undefined,
      onlyCluster: onlyCluster || undefined,
    }),
    presentIn: clustersWith(presence, 'present'),
    absentFrom: clustersWith(presence, 'absent'),
    unknownIn: presence.filter(p => p.presence === 'unknown'),
  };
}

function stateOf(
  reachability: EntityReachability,
  search: EntitySearch,
): EntityMatchState['state'] {
  if (reachability.matchedBy === 'none') return 'no-annotation';
  if (reachability.items.length > 0) return 'found';
  if (search.presentIn.length > 0) return 'no-ports';
  if (search.unknownIn.length > 0) return 'match-unknown';
  return search.absentFrom.length > 0 ? 'no-match' : 'no-clusters';
}

/** Tells which Services of an entity were found, and how they were looked for. */
export function describeEntityMatch(
  entity: Entity,
  reachability: EntityReachability,
): EntityMatchState {
  const search = searchOf(entity, reachability.presence);
  return { state: stateOf(reachability, search), search };
}
