import {
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  compareStrings,
  optional,
  type EntityReachability,
  type EntityReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Judging } from '../judging/threads/Judging';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import { toMatchable } from '../judging/reachability/EntityQuestion';
import type { Declaration } from '../judging/reachability/entityParts';
import type { EntitySnapshot } from './EntityDirectory';

interface EntityRequest {
  readonly judging: Judging;
  readonly knowledge: PackedKnowledge;
  readonly snapshot: EntitySnapshot;
  /** As the reader sees it. */
  readonly entity: Entity;
  readonly filter: EntityReachabilityFilter;
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
  request: EntityRequest,
): Promise<EntityReachability> {
  const { judging, knowledge, snapshot, entity, filter } = request;
  const entityRef = stringifyEntityRef(entity);
  const declared = declarations(entity, snapshot);
  const parts = partsOf(entity);
  const providers = declared.flatMap(need => need.providers);
  const { candidates, unexamined, unread, ...reach } = await judging.ask(
    'entityReach',
    knowledge,
    {
      entity: toMatchable(entity),
      filter,
      declared: [...new Set([entityRef, ...providers])].sort(compareStrings),
      directory: snapshot.shared,
    },
  );
  if (reach.matchedBy === 'cluster') {
    return { entityRef, ...reach, needs: [], undeclared: [], parts: [] };
  }
  const related = [
    ...providers,
    ...declared.map(need => need.entityRef),
    ...parts,
  ];
  const visible = await request.readEntities([
    ...related,
    ...candidates.flatMap(({ owners }) => owners),
  ]);
  const rest = await judging.ask('entityParts', knowledge, {
    entity: toMatchable(entity),
    declared,
    parts,
    ...optional({ without: filter.without }),
    visible: [...new Set(related)].flatMap(ref => {
      const found = visible.get(ref);
      return found ? [{ entityRef: ref, entity: toMatchable(found) }] : [];
    }),
  });
  return {
    entityRef,
    ...reach,
    ...rest,
    undeclared: candidates.flatMap(({ service, from, owners }) => {
      const owner = owners.find(ref => visible.has(ref));
      return owner === undefined ? [] : [{ service, entityRef: owner, from }];
    }),
    ...optional({
      undeclaredUnexamined: unexamined > 0 ? unexamined : undefined,
      undeclaredUnread: unread > 0 ? unread : undefined,
    }),
  };
}

function declarations(
  entity: Entity,
  { providers }: EntitySnapshot,
): readonly Declaration[] {
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
              providers: providers.get(targetRef) ?? [],
            },
          ];
        default:
          return [];
      }
    },
  );
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
