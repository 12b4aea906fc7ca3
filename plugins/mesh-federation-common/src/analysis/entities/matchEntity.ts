import type {
  ClusterName,
  ClusterObservation,
  EntityMesh,
  EntityPresence,
  Service,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { isClusterEntity } from '../../model/isClusterEntity';
import { candidatesByLabel } from './candidatesByLabel';
import { describeUnknown } from '../describeUnknown';
import { parseLabelSelector } from './parseLabelSelector';
import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  KUBERNETES_NAMESPACE_ANNOTATION,
  KUBERNETES_CLUSTER_ANNOTATION,
} from '../../model/annotations';
import { matchesLabels, type LabelRequirement } from '../labelSelectors';
import { remembered } from '../remembered';
import { optional } from '../../model/basics/optional';

/**
 * What matching needs of a catalog entity.
 *
 * @alpha
 */
export interface MatchableEntity {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly type?: unknown };
}

/** @alpha */
export type EntityMatch = Pick<EntityMesh, 'matchedBy' | 'presence'>;

/**
 * How an entity's Kubernetes annotations select objects.
 *
 * @alpha
 */
export type EntitySelector =
  | { readonly by: 'none' }
  | {
      readonly by: 'kubernetes-id' | 'label-selector';
      /** A sentence when the annotation cannot be parsed. */
      readonly requirements: readonly LabelRequirement[] | string;
      /** Of this namespace alone. */
      readonly namespace?: string;
      /** In this cluster alone. */
      readonly cluster?: ClusterName;
    };

/**
 * Reads the four annotations of Backstage's Kubernetes plugin, once for each entity.
 *
 * @alpha
 */
export const entitySelector: (entity: MatchableEntity) => EntitySelector =
  remembered(readSelector);

/**
 * Where an entity runs, by the rules of Backstage's Kubernetes plugin: the label selector wins over
 * the id, the namespace and the cluster narrow. A Resource of type `kubernetes-cluster` is the
 * cluster of its name. One entry for each cluster, sorted; a cluster whose Services are unknown,
 * and a selector that cannot be parsed, give `unknown`.
 *
 * @alpha
 */
export function matchEntity(
  entity: MatchableEntity,
  observations: readonly ClusterObservation[],
): EntityMatch {
  const sorted = [...observations].sort((a, b) =>
    compareStrings(a.state.cluster, b.state.cluster),
  );
  if (isClusterEntity(entity)) {
    return {
      matchedBy: 'cluster',
      presence: sorted
        .filter(({ state }) => state.cluster === entity.metadata.name)
        .map(({ state }) => ({
          cluster: state.cluster,
          presence: 'present',
          services: [],
        })),
    };
  }
  const selector = entitySelector(entity);
  if (selector.by === 'none') {
    return { matchedBy: 'none', presence: [] };
  }
  return {
    matchedBy: selector.by,
    presence: sorted
      .filter(({ state }) => isIn(selector, state.cluster))
      .map(observation => presenceIn(observation, selector)),
  };
}

/**
 * Whether the selector looks at the cluster at all.
 *
 * @alpha
 */
export function isIn(selector: EntitySelector, cluster: ClusterName): boolean {
  return (
    selector.by !== 'none' &&
    (selector.cluster === undefined || selector.cluster === cluster)
  );
}

/**
 * The objects that the selector selects; none when it cannot be parsed.
 *
 * @alpha
 */
export function selectObjects<
  T extends {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  },
>(selector: EntitySelector, objects: readonly T[]): readonly T[] {
  if (selector.by === 'none' || typeof selector.requirements === 'string') {
    return [];
  }
  const { requirements, namespace } = selector;
  return candidatesByLabel(objects, requirements).filter(
    object =>
      (!namespace || object.namespace === namespace) &&
      matchesLabels(requirements, object.labels),
  );
}

function readSelector({ metadata }: MatchableEntity): EntitySelector {
  const annotations = metadata.annotations ?? {};
  const selector = annotations[KUBERNETES_LABEL_SELECTOR_ANNOTATION];
  const id = annotations[KUBERNETES_ID_ANNOTATION];
  if (!selector && !id) {
    return { by: 'none' };
  }
  const namespace = annotations[KUBERNETES_NAMESPACE_ANNOTATION];
  const cluster = annotations[KUBERNETES_CLUSTER_ANNOTATION];
  return {
    by: selector ? 'label-selector' : 'kubernetes-id',
    requirements: selector
      ? parse(selector)
      : [{ key: KUBERNETES_ID_ANNOTATION, operator: 'In', values: [id!] }],
    ...optional({
      namespace: namespace || undefined,
      cluster: cluster || undefined,
    }),
  };
}

function parse(selector: string): readonly LabelRequirement[] | string {
  try {
    return parseLabelSelector(selector);
  } catch (error) {
    return `the annotation ${KUBERNETES_LABEL_SELECTOR_ANNOTATION} is wrong: ${
      error instanceof Error ? error.message : String(error)
    }`;
  }
}

function presenceIn(
  { state }: ClusterObservation,
  selector: Exclude<EntitySelector, { by: 'none' }>,
): EntityPresence {
  const { cluster, services } = state;
  if (typeof selector.requirements === 'string') {
    const reason = selector.requirements;
    return { cluster, presence: 'unknown', services: [], reason };
  }
  if (services.status === 'unknown') {
    const reason = describeUnknown(services.reason);
    return { cluster, presence: 'unknown', services: [], reason };
  }
  const found = selectObjects(selector, services.value)
    .map(toName)
    .sort((a, b) =>
      compareStrings(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`),
    );
  return {
    cluster,
    presence: found.length > 0 ? 'present' : 'absent',
    services: found,
  };
}

function toName({ namespace, name }: Service) {
  return { namespace, name };
}
