import type { Entity } from '@backstage/catalog-model';
import type {
  AffectedByFederation,
  AffectedEntity,
  Federation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import type { Judging } from '../judging/threads/Judging';
import type { EntitySnapshot } from '../reachability/EntityDirectory';

/**
 * Who notices when the members of a federation join or leave, from what is known. `readEntities`
 * gives those of the refs that the caller may see: no other one is named.
 */
export async function affectedAnswer(options: {
  readonly judging: Judging;
  readonly federation: Federation;
  readonly knowledge: PackedKnowledge;
  readonly snapshot: EntitySnapshot;
  readonly readEntities: (
    refs: readonly string[],
  ) => Promise<ReadonlyMap<string, Entity>>;
}): Promise<AffectedByFederation> {
  const { judging, federation, knowledge, snapshot } = options;
  const found = await judging.ask('affected', knowledge, {
    federation,
    directory: snapshot.shared,
  });
  const { workloads, services } = found;
  const seen = await options.readEntities(
    [...workloads, ...services].flatMap(({ entities }) =>
      entities.map(({ entityRef }) => entityRef),
    ),
  );
  const shown = <T extends { readonly entities: readonly AffectedEntity[] }>(
    item: T,
  ): T => ({
    ...item,
    entities: item.entities
      .filter(({ entityRef }) => seen.has(entityRef))
      .map(({ entityRef }) => ({
        entityRef,
        owners: snapshot.owners.get(entityRef) ?? [],
      })),
  });
  return {
    ...found,
    workloads: workloads.map(shown),
    services: services.map(shown),
  };
}
