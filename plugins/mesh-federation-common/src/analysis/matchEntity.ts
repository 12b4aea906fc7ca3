import type {
  ClusterObservation,
  EntityMesh,
  EntityPresence,
  Service,
} from '../model';
import { compareStrings } from '../model/compareStrings';
import { describeUnknown } from './describeUnknown';
import {
  matchesLabels,
  parseLabelSelector,
  type LabelRequirement,
} from './parseLabelSelector';

/** Annotations by which Backstage's Kubernetes plugin finds the objects of an entity. */
export const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';
export const KUBERNETES_LABEL_SELECTOR_ANNOTATION =
  'backstage.io/kubernetes-label-selector';
export const KUBERNETES_NAMESPACE_ANNOTATION =
  'backstage.io/kubernetes-namespace';
export const KUBERNETES_CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/** What matching needs of a catalog entity. */
export interface MatchableEntity {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly type?: unknown };
}

export type EntityMatch = Pick<EntityMesh, 'matchedBy' | 'presence'>;

/**
 * Where an entity runs, by the rules of Backstage's Kubernetes plugin: the label selector wins over the id, the namespace and the
 * cluster narrow. A Resource of type `kubernetes-cluster` is the cluster of its name. One entry for each cluster, sorted; a cluster
 * whose Services are unknown, and a selector that cannot be parsed, give `unknown`.
 */
export function matchEntity(
  entity: MatchableEntity,
  observations: readonly ClusterObservation[],
): EntityMatch {
  const sorted = [...observations].sort((a, b) =>
    compareStrings(a.state.cluster, b.state.cluster),
  );
  if (isClusterResource(entity)) {
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
  const annotations = entity.metadata.annotations ?? {};
  const selector = annotations[KUBERNETES_LABEL_SELECTOR_ANNOTATION];
  const id = annotations[KUBERNETES_ID_ANNOTATION];
  if (!selector && !id) {
    return { matchedBy: 'none', presence: [] };
  }
  const requirements = selector
    ? parse(selector)
    : [
        {
          key: KUBERNETES_ID_ANNOTATION,
          operator: 'in' as const,
          values: [id!],
        },
      ];
  const only = annotations[KUBERNETES_CLUSTER_ANNOTATION];
  return {
    matchedBy: selector ? 'label-selector' : 'kubernetes-id',
    presence: sorted
      .filter(({ state }) => !only || state.cluster === only)
      .map(observation =>
        presenceIn(
          observation,
          requirements,
          annotations[KUBERNETES_NAMESPACE_ANNOTATION],
        ),
      ),
  };
}

function isClusterResource({ kind, spec }: MatchableEntity): boolean {
  return (
    kind.toLocaleLowerCase('en-US') === 'resource' &&
    spec?.type === 'kubernetes-cluster'
  );
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
  requirements: readonly LabelRequirement[] | string,
  namespace: string | undefined,
): EntityPresence {
  const { cluster, services } = state;
  const reason =
    typeof requirements === 'string'
      ? requirements
      : services.status === 'unknown' && describeUnknown(services.reason);
  if (
    reason ||
    typeof requirements === 'string' ||
    services.status === 'unknown'
  ) {
    return {
      cluster,
      presence: 'unknown',
      services: [],
      ...(reason ? { reason } : {}),
    };
  }
  const found = services.value
    .filter(
      service =>
        (!namespace || service.namespace === namespace) &&
        matchesLabels(requirements, service.labels),
    )
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
