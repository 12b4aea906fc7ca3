import {
  sortFindings,
  type ClusterOverview,
  type EntityMesh,
  type EntityPresence,
  type Finding,
  type TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  analyzeClusters,
  entityClients,
  matchEntity,
  toClusterOverview,
  type MatchableEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Known } from '../known/recall';
import type { NamedEntity } from '../known/SharedEntities';
import { ownClients } from './ownClients';
import { withRoomFor } from './withRoomFor';
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

/**
 * Where an entity runs, and what is known of those clusters and between them and all others.
 * Without `seesTopology` the clusters of an entity with Services are shown without their remote
 * secrets, and of the findings those about the entity's own objects.
 */
export function entityMesh(
  known: Known,
  options: {
    readonly entityRef: string;
    readonly entity: MatchableEntity;
    readonly seesTopology: boolean;
    /** What the reader owns. */
    readonly owned: readonly NamedEntity[];
  },
): EntityMesh {
  const { knowledge } = known;
  const { entityRef, entity, seesTopology, owned } = options;
  const { matchedBy, presence } = matchEntity(entity, knowledge.observations);
  const seesClusters = seesTopology || matchedBy === 'cluster';
  // A cluster of which it is not known is shown as well, with what was known of it before.
  const here = new Set(
    presence
      .filter(item => item.presence !== 'absent')
      .map(({ cluster }) => cluster),
  );
  const { report, findings: found } = analyze(known);
  const isOwn = ownFindings(known, entity, presence);
  return {
    entityRef,
    matchedBy,
    presence: shownPresence(presence),
    clusters: overviews(knowledge)
      .filter(({ cluster }) => here.has(cluster.name))
      .map(overview =>
        seesClusters ? overview : { ...overview, remoteSecrets: [] },
      ),
    ...withRoomFor({
      trust: report.trust.filter(
        ({ from, to }) => here.has(from) || here.has(to),
      ),
      discovery: report.discovery.filter(
        relation => here.has(relation.in) || here.has(relation.for),
      ),
      findings: withInventory(knowledge, found).filter(
        finding =>
          ((finding.cluster !== undefined && here.has(finding.cluster)) ||
            (finding.peer !== undefined && here.has(finding.peer))) &&
          (seesClusters || isOwn(finding)),
      ),
    }),
    ownClients: ownClients(knowledge, owned),
  };
}

/** Whether a finding is about a Service of the entity, or about one of its workloads. */
function ownFindings(
  { knowledge }: Known,
  entity: MatchableEntity,
  presence: readonly EntityPresence[],
): (finding: Finding) => boolean {
  const keyOf = (cluster: string, namespace = '', name = '') =>
    `${cluster} ${namespace}/${name}`;
  const own = new Set([
    ...presence.flatMap(({ cluster, services }) =>
      services.map(({ namespace, name }) => keyOf(cluster, namespace, name)),
    ),
    ...entityClients(
      entity,
      presence,
      knowledge.observations.map(({ state }) => state),
    ).flatMap(({ clients }) =>
      clients
        .filter(({ workload }) => workload !== undefined)
        .map(({ cluster, namespace, workload }) =>
          keyOf(cluster, namespace, workload),
        ),
    ),
  ]);
  return ({ cluster = '', object, evidence }) =>
    (object !== undefined &&
      own.has(keyOf(cluster, object.namespace, object.name))) ||
    evidence.some(
      item =>
        item.object !== undefined &&
        own.has(
          keyOf(
            item.cluster ?? cluster,
            item.object.namespace,
            item.object.name,
          ),
        ),
    );
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
