import {
  optional,
  type EntityReachability,
  type EntityReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  findServices,
  pageOfServices,
  serviceOwners,
  servicesOf,
  surveyServices,
  undeclaredReach,
  type ClusterClients,
  type OwnedService,
  type MatchableEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { shownPresence } from '../mesh/shownPresence';
import type { Known } from '../known/recall';
import type { SharedEntities } from '../known/SharedEntities';
import { matchOnce } from './EntityQuestion';
import { requireClient } from './requireClient';
import { oldestState } from './serviceAnswer';

/** A Service of other entities that an entity reaches without saying so. */
interface Candidate {
  readonly service: OwnedService['service'];
  readonly from: readonly string[];
  readonly owners: readonly string[];
}

export interface EntityReach
  extends Pick<
    EntityReachability,
    | 'matchedBy'
    | 'presence'
    | 'items'
    | 'survey'
    | 'found'
    | 'nextCursor'
    | 'without'
    | 'at'
  > {
  /** Whether the reader may see their entities is not known here. */
  readonly candidates: readonly Candidate[];
  readonly unexamined: number;
  /** How many entities may have Services that nobody can tell. */
  readonly unread: number;
}

/** Who can reach an entity, and what it reaches beside what it declares. */
export function entityReach(
  observed: Known,
  options: {
    readonly entity: MatchableEntity;
    readonly filter: EntityReachabilityFilter;
    /** Refs of the entity itself and of those that it declares to need, sorted. */
    readonly declared: readonly string[];
    readonly directory: SharedEntities;
  },
): EntityReach {
  const { entity } = options;
  const { without, ...filter } = options.filter;
  const known = {
    ...observed,
    answers: observed.answers.without(without),
  };
  const { knowledge, answers } = known;
  requireClient(answers.context, filter);
  const { match, clients } = matchOnce(known, entity);
  const { matchedBy, presence } = match;
  return {
    matchedBy,
    presence: shownPresence(presence),
    ...servicesPage(known, { entity, filter, presence }),
    ...undeclaredCandidates(known, {
      ...options,
      // A cluster's own page has no Services; what is between clusters is in the answer about the
      // mesh.
      clients: matchedBy === 'cluster' ? [] : clients,
    }),
    ...optional({ without, at: oldestState(knowledge.observations) }),
  };
}

function servicesPage(
  { answers }: Known,
  options: {
    readonly entity: MatchableEntity;
    readonly presence: EntityReachability['presence'];
    readonly filter: EntityReachabilityFilter;
  },
): Pick<EntityReach, 'items' | 'survey' | 'found' | 'nextCursor'> {
  const { context } = answers;
  const { cursor, limit, search, verdict, order, ...filter } = options.filter;
  const key = JSON.stringify([options.entity, filter]);
  const { services, survey } = answers.once(`survey ${key}`, () =>
    surveyServices({
      context,
      filter,
      services: servicesOf(options.presence).filter(
        ({ namespace, name }) =>
          filter.service === undefined ||
          filter.service === `${namespace}/${name}`,
      ),
    }),
  );
  const found = findServices(services, {
    ...optional({ search, verdict, order }),
  });
  return {
    survey,
    ...optional({
      found:
        search === undefined && verdict === undefined
          ? undefined
          : found.length,
    }),
    ...pageOfServices({
      context,
      services: found,
      filter,
      ...optional({ order, cursor, limit }),
    }),
  };
}

function undeclaredCandidates(
  { knowledge, answers, entitiesOf }: Known,
  options: {
    readonly clients: readonly ClusterClients[];
    readonly declared: readonly string[];
    readonly directory: SharedEntities;
  },
): Pick<EntityReach, 'candidates' | 'unexamined' | 'unread'> {
  const { clients, declared, directory } = options;
  if (clients.length === 0) {
    return { candidates: [], unexamined: 0, unread: 0 };
  }
  const states = knowledge.observations.map(({ state }) => state);
  const { owned, unread } = answers.once(`owners ${directory.version}`, () =>
    serviceOwners(entitiesOf(directory), states),
  );
  const key = JSON.stringify([directory.version, declared, clients]);
  return answers.once(`undeclared ${key}`, () => {
    const others = ownNamespacesFirst(
      owned.filter(({ owners }) => !owners.some(ref => declared.includes(ref))),
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
      unread: unread.length,
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
  const isOwn = ({ service }: OwnedService) => own.has(service.namespace);
  return [...owned.filter(isOwn), ...owned.filter(item => !isOwn(item))];
}
