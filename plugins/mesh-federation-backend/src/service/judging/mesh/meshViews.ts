import type { Entity } from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  sortFindings,
  type ClusterOverview,
  type EntityMesh,
  type Finding,
  type TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  analyzeClusters,
  matchEntity,
  toClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Known } from '../known/recall';
import { shownPresence } from './shownPresence';
import type { MeshKnowledge } from '../known/MeshKnowledge';

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
export function trustReport(known: Known): TrustReport {
  return analyze(known).report;
}

/** Findings of the inventory and of the analysis. */
export function findings(known: Known): readonly Finding[] {
  return withInventory(known.knowledge, analyze(known).findings);
}

/** Where an entity runs, and what is known of those clusters and between them and all others. */
export function entityMesh(
  known: Known,
  { entity }: { readonly entity: Entity },
): EntityMesh {
  const { knowledge } = known;
  const { matchedBy, presence } = matchEntity(entity, knowledge.observations);
  // A cluster of which it is not known is shown as well, with what was known of it before.
  const here = new Set(
    presence
      .filter(item => item.presence !== 'absent')
      .map(({ cluster }) => cluster),
  );
  const { report, findings: found } = analyze(known);
  return {
    entityRef: stringifyEntityRef(entity),
    matchedBy,
    presence: shownPresence(presence),
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

function analyze({ knowledge, answers }: Known) {
  const { observations, federations, now } = knowledge;
  return answers.once('analysis', () =>
    analyzeClusters(observations, now, { federations }),
  );
}
