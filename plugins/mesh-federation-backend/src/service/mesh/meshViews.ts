import type { Entity } from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  sortFindings,
  type ClusterObservation,
  type ClusterOverview,
  type EntityMesh,
  type Federation,
  type Finding,
  type Inventory,
  type TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  analyzeClusters,
  matchEntity,
  toClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/**
 * What is known now: the inventory, the newest observation of each cluster, and what somebody
 * wants.
 */
export interface MeshKnowledge {
  readonly inventory: Inventory;
  readonly observations: readonly ClusterObservation[];
  readonly federations: readonly Federation[];
  readonly now: string;
}

/** Every cluster of the inventory, sorted by name. */
export function overviews(
  knowledge: MeshKnowledge,
): readonly ClusterOverview[] {
  const { inventory, observations, federations } = knowledge;
  return inventory.clusters.map(cluster =>
    toClusterOverview(
      cluster,
      observations.find(({ state }) => state.cluster === cluster.name),
      federations,
    ),
  );
}

/** Trust and discovery of every ordered pair of clusters. */
export function trustReport(knowledge: MeshKnowledge): TrustReport {
  return analyze(knowledge).report;
}

/** Findings of the inventory and of the analysis. */
export function findings(knowledge: MeshKnowledge): readonly Finding[] {
  return withInventory(knowledge, analyze(knowledge).findings);
}

/** Where an entity runs, and what is known of those clusters and between them and all others. */
export function entityMesh(
  knowledge: MeshKnowledge & { readonly entity: Entity },
): EntityMesh {
  const { entity, observations } = knowledge;
  const { matchedBy, presence } = matchEntity(entity, observations);
  // A cluster of which it is not known is shown as well, with what was known of it before.
  const here = new Set(
    presence
      .filter(item => item.presence !== 'absent')
      .map(({ cluster }) => cluster),
  );
  const { report, findings: found } = analyze(knowledge);
  return {
    entityRef: stringifyEntityRef(entity),
    matchedBy,
    presence,
    clusters: overviews(knowledge).filter(({ cluster }) =>
      here.has(cluster.name),
    ),
    trust: report.trust.filter(
      ({ from, to }) => here.has(from) || here.has(to),
    ),
    discovery: report.discovery.filter(
      relation => here.has(relation.in) || here.has(relation.for),
    ),
    findings: withInventory(knowledge, found).filter(
      ({ cluster, peer }) =>
        (cluster !== undefined && here.has(cluster)) ||
        (peer !== undefined && here.has(peer)),
    ),
  };
}

function withInventory(
  { inventory }: MeshKnowledge,
  found: readonly Finding[],
): readonly Finding[] {
  return sortFindings([...inventory.findings, ...found]);
}

function analyze({ observations, federations, now }: MeshKnowledge) {
  return analyzeClusters(observations, now, { federations });
}
