import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type {
  AffectedByFederation,
  AffectedEntity,
  Federation,
  ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  affectedBy,
  serviceOwners,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { MeshKnowledge } from '../mesh/meshViews';
import type { EntitySnapshot } from '../reachability/EntityDirectory';

/**
 * Who notices when the members of a federation join or leave, from what is known. `readEntities`
 * gives those of the refs that the caller may see: no other one is named.
 */
export async function affectedAnswer(options: {
  readonly federation: Federation;
  readonly knowledge: MeshKnowledge;
  readonly snapshot: EntitySnapshot;
  readonly readEntities: (
    refs: readonly string[],
  ) => Promise<ReadonlyMap<string, Entity>>;
}): Promise<AffectedByFederation> {
  const { federation, knowledge, snapshot, readEntities } = options;
  const states = knowledge.observations.map(({ state }) => state);
  const members = states.filter(({ cluster }) =>
    federation.members.includes(cluster),
  );
  const owned = serviceOwners(snapshot.entities, members);
  const seen = await readEntities(owned.flatMap(({ owners }) => owners));
  const entities = new Map(
    snapshot.entities
      .filter(({ entityRef }) => seen.has(entityRef))
      .map(item => [item.entityRef, toAffected(item)]),
  );
  const entitiesOf = new Map(
    owned.map(({ service, owners }) => [
      keyOf(service),
      owners.flatMap(ref => entities.get(ref) ?? []),
    ]),
  );
  return affectedBy({
    federation,
    federations: knowledge.federations,
    states,
    entitiesOf: service => entitiesOf.get(keyOf(service)) ?? [],
    now: knowledge.now,
  });
}

function toAffected({
  entityRef,
  entity,
}: EntitySnapshot['entities'][number]): AffectedEntity {
  return {
    entityRef,
    owners: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef)
      .sort(),
  };
}

function keyOf({ namespace, name }: ServiceName): string {
  return `${namespace}/${name}`;
}
