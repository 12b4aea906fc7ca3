import {
  optional,
  type ClusterName,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  entityNeeds,
  systemParts,
  type DeclaredNeed,
  type EntityMatch,
  type MatchableEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Known } from '../known/recall';
import type { NamedEntity } from '../known/SharedEntities';
import { matchOnce } from './EntityQuestion';

/** Something that an entity says that it needs. */
export interface Declaration
  extends Pick<DeclaredNeed, 'entityRef' | 'relation'> {
  /** Refs of the entities whose Services answer. */
  readonly providers: readonly string[];
}

/** What an entity declares to need, and what it consists of. */
export function entityParts(
  observed: Known,
  options: {
    readonly entity: MatchableEntity;
    readonly declared: readonly Declaration[];
    /** Refs of the components of a System. */
    readonly parts: readonly string[];
    /** Those of the declared and of the parts that the reader sees. */
    readonly visible: readonly NamedEntity[];
    /** A cluster whose endpoints are left out. */
    readonly without?: ClusterName;
  },
): Pick<EntityReachability, 'needs' | 'parts' | 'partsLeftOut'> {
  const { entity, declared, parts, visible, without } = options;
  const answers = observed.answers.without(without);
  const known = { ...observed, answers };
  const matches = new Map(
    visible.map(item => [
      item.entityRef,
      () => matchOnce(known, item.entity).match,
    ]),
  );
  return {
    needs: entityNeeds({
      ...answers,
      clients: matchOnce(known, entity).clients,
      needs: toNeeds(declared, matches),
    }),
    ...systemParts({
      context: answers.context,
      parts: parts.flatMap(entityRef => {
        const match = matches.get(entityRef)?.();
        return match ? [{ entityRef, match }] : [];
      }),
    }),
  };
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
