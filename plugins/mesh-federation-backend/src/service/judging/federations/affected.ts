import type {
  AffectedByFederation,
  Federation,
  ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  affectedBy,
  serviceOwners,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Known } from '../known/recall';
import type { SharedEntities } from '../known/SharedEntities';

/**
 * Who notices when the members of a federation join or leave, from what is known. Names all
 * entities that match a Service, without their owners: who may see them is not known here.
 */
export function affected(
  { knowledge, entitiesOf }: Known,
  options: {
    readonly federation: Federation;
    readonly directory: SharedEntities;
  },
): AffectedByFederation {
  const { federation, directory } = options;
  const { federations, now } = knowledge;
  const states = knowledge.observations.map(({ state }) => state);
  const { owned, unread } = serviceOwners(
    entitiesOf(directory),
    states.filter(({ cluster }) => federation.members.includes(cluster)),
  );
  const entities = new Map(
    owned.map(({ service, owners }) => [
      keyOf(service),
      owners.map(entityRef => ({ entityRef, owners: [] })),
    ]),
  );
  return affectedBy({
    federation,
    federations,
    states,
    entitiesOf: service => entities.get(keyOf(service)) ?? [],
    unreadEntities: unread.length,
    now,
  });
}

function keyOf({ namespace, name }: ServiceName): string {
  return `${namespace}/${name}`;
}
