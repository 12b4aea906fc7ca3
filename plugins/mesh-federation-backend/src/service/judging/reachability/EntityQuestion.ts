import {
  KUBERNETES_CLUSTER_ANNOTATION,
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  KUBERNETES_NAMESPACE_ANNOTATION,
  optional,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  entityClients,
  matchEntity,
  type ClusterClients,
  type EntityMatch,
  type MatchableEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Entity } from '@backstage/catalog-model';
import type { Known } from '../known/recall';

const ANNOTATIONS = [
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  KUBERNETES_NAMESPACE_ANNOTATION,
  KUBERNETES_CLUSTER_ANNOTATION,
];

/** What finding the Services of an entity needs of it: the rest is not handed to a thread. */
export function toMatchable({ kind, metadata, spec }: Entity): MatchableEntity {
  const annotations = Object.fromEntries(
    ANNOTATIONS.flatMap(name => {
      const value = metadata.annotations?.[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    kind,
    metadata: { name: metadata.name, annotations },
    ...optional({ spec: spec && { type: spec.type } }),
  };
}

/** Where an entity runs, and its workloads as clients; worked out once. */
export function matchOnce(
  { knowledge, answers }: Known,
  entity: MatchableEntity,
): {
  readonly match: EntityMatch;
  readonly clients: readonly ClusterClients[];
} {
  return answers.once(`match ${JSON.stringify(entity)}`, () => {
    const { observations } = knowledge;
    const match = matchEntity(entity, observations);
    const clients = entityClients(
      entity,
      match.presence,
      observations.map(({ state }) => state),
    );
    return { match, clients };
  });
}
