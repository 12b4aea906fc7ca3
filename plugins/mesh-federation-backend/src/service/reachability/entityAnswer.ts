import {
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  optional,
  type EntityReachability,
  type ReachabilityFilter,
  type ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  entityClients,
  entityNeeds,
  matchEntity,
  serviceOwners,
  servicesOf,
  systemParts,
  undeclaredReach,
  type ClusterClients,
  type DeclaredNeed,
  type EntityMatch,
  type OwnedService,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { EntitySnapshot } from './EntityDirectory';
import type { MeshKnowledge } from '../mesh/meshViews';
import type { ReachabilityAnswers } from './ReachabilityAnswers';
import { oldestState, serviceItems } from './serviceAnswer';

interface Question {
  readonly knowledge: MeshKnowledge;
  readonly answers: ReachabilityAnswers;
  readonly snapshot: EntitySnapshot;
  /** As the reader sees it. */
  readonly entity: Entity;
  readonly filter: ReachabilityFilter;
  /** Entities as the reader sees them, those that he does see, by ref. */
  readonly readEntities: (
    refs: readonly string[],
  ) => Promise<ReadonlyMap<string, Entity>>;
}

/**
 * Who can reach an entity, and what it needs, reaches undeclared, or consists of. Asks the catalog
 * once as the reader.
 */
export async function entityAnswer(
  question: Question,
): Promise<EntityReachability> {
  const { knowledge, entity } = question;
  const match = matchEntity(entity, knowledge.observations);
  const { matchedBy, presence } = match;
  const at = oldestState(knowledge.observations);
  const answer = {
    entityRef: stringifyEntityRef(entity),
    matchedBy,
    presence,
    items: [],
    needs: [],
    undeclared: [],
    parts: [],
    ...optional({ at }),
  };
  // A cluster's own page has no Services; what is between clusters is in the answer about the mesh.
  return matchedBy === 'cluster'
    ? answer
    : { ...answer, ...(await answerParts(question, match)) };
}

async function answerParts(question: Question, match: EntityMatch) {
  const { knowledge, answers, entity, filter } = question;
  const { context, judge, survey } = answers;
  const states = knowledge.observations.map(({ state }) => state);
  const clients = entityClients(entity, match.presence, states);
  const declared = declarations(question);
  const partRefs = partsOf(entity);
  const { candidates, unexamined } = undeclaredCandidates({
    ...question,
    match,
    clients,
    declared,
  });
  const visible = await question.readEntities([
    ...declared.flatMap(({ providers }) => providers),
    ...declared.map(({ entityRef }) => entityRef),
    ...partRefs,
    ...candidates.flatMap(({ owners }) => owners),
  ]);
  const matches = new Map(
    [...visible].map(([ref, other]) => [
      ref,
      () => matchEntity(other, knowledge.observations),
    ]),
  );
  return {
    items: servicesOf(match.presence).flatMap(service =>
      serviceItems({ answers, service, filter }),
    ),
    needs: entityNeeds({
      context,
      clients,
      judge,
      survey,
      needs: toNeeds(declared, matches),
    }),
    undeclared: candidates.flatMap(({ service, from, owners }) => {
      const entityRef = owners.find(ref => visible.has(ref));
      return entityRef === undefined ? [] : [{ service, entityRef, from }];
    }),
    ...optional({
      undeclaredUnexamined: unexamined > 0 ? unexamined : undefined,
    }),
    parts: systemParts({
      context,
      federations: knowledge.federations,
      judge,
      survey,
      parts: partRefs.flatMap(entityRef => {
        const partMatch = matches.get(entityRef)?.();
        return partMatch ? [{ entityRef, match: partMatch }] : [];
      }),
    }),
  };
}

interface Declaration extends Pick<DeclaredNeed, 'entityRef' | 'relation'> {
  /** Refs of the entities whose Services answer. */
  readonly providers: readonly string[];
}

function declarations({ entity, snapshot }: Question): readonly Declaration[] {
  return (entity.relations ?? []).flatMap(
    ({ type, targetRef }): readonly Declaration[] => {
      switch (type) {
        case RELATION_DEPENDS_ON:
          return [
            {
              entityRef: targetRef,
              relation: 'dependsOn',
              providers: [targetRef],
            },
          ];
        case RELATION_CONSUMES_API:
          return [
            {
              entityRef: targetRef,
              relation: 'consumesApi',
              providers: snapshot.providers.get(targetRef) ?? [],
            },
          ];
        default:
          return [];
      }
    },
  );
}

/**
 * With the Services of those providers that the reader sees. An API that he does not see tells him
 * nothing of who provides it.
 */
function toNeeds(
  declared: readonly Declaration[],
  matches: ReadonlyMap<string, () => EntityMatch>,
): readonly DeclaredNeed[] {
  return declared.flatMap(({ entityRef, relation, providers }) => {
    if (!matches.has(entityRef)) {
      return [{ entityRef, relation, providers: [{ entityRef }] }];
    }
    const found = providers.map(ref => {
      const match = matches.get(ref)?.();
      return { entityRef: ref, ...optional({ match }) };
    });
    // That it runs in a cluster is no need of a Service.
    return found.some(({ match }) => match?.matchedBy === 'cluster')
      ? []
      : [{ entityRef, relation, providers: found }];
  });
}

function partsOf({ kind, relations }: Entity): readonly string[] {
  return kind.toLocaleLowerCase('en-US') === 'system'
    ? (relations ?? [])
        .filter(
          ({ type, targetRef }) =>
            type === RELATION_HAS_PART &&
            parseEntityRef(targetRef).kind === 'component',
        )
        .map(({ targetRef }) => targetRef)
    : [];
}

/**
 * Services of other entities that this one reaches without saying so. Whether the reader may see
 * their entities is not asked here.
 */
function undeclaredCandidates(
  options: Question & {
    readonly match: EntityMatch;
    readonly clients: readonly ClusterClients[];
    readonly declared: readonly Declaration[];
  },
) {
  const { knowledge, answers, snapshot, entity, clients, declared } = options;
  const states = knowledge.observations.map(({ state }) => state);
  const owned = answers.once(`owners ${snapshot.version}`, () =>
    serviceOwners(snapshot.entities, states),
  );
  const own = stringifyEntityRef(entity);
  const known = new Set([
    own,
    ...declared.flatMap(({ providers }) => providers),
  ]);
  const key = [own, snapshot.version, [...known].sort(), clients];
  return answers.once(`undeclared ${JSON.stringify(key)}`, () => {
    const others = ownNamespacesFirst(
      owned.filter(({ owners }) => !owners.some(ref => known.has(ref))),
      clients,
    );
    const { reached, unexamined } = undeclaredReach({
      ...answers,
      clients,
      services: others.map(({ service }) => service),
    });
    const ownersOf = new Map(
      others.map(({ service, owners }) => [service, owners]),
    );
    return {
      unexamined,
      candidates: reached.map(item => ({
        ...item,
        owners: ownersOf.get(item.service) ?? [],
      })),
    };
  });
}

/** Services of the clients' own namespaces first. */
function ownNamespacesFirst(
  owned: readonly OwnedService[],
  clients: readonly ClusterClients[],
): readonly OwnedService[] {
  const own = new Set(
    clients.flatMap(item => item.clients.map(({ namespace }) => namespace)),
  );
  const isOwn = ({ namespace }: ServiceName) => own.has(namespace);
  return [
    ...owned.filter(({ service }) => isOwn(service)),
    ...owned.filter(({ service }) => !isOwn(service)),
  ];
}
