import {
  observed,
  type ClusterState,
  type IstioConfiguration,
  type ObjectRef,
  type Observed,
  type Pod,
} from '../../../model';
import {
  withConfiguration,
  withState,
  type MeshStates,
} from '@mesh-federation/fixtures';

/** Changes one cluster of a mesh; made to be combined with any other. */
export type MeshChange = (states: MeshStates, cluster: string) => MeshStates;

type Kind = keyof IstioConfiguration;
type ObjectOf<K extends Kind> = IstioConfiguration[K] extends Observed<
  readonly (infer T)[]
>
  ? T
  : never;

/** Adds an object of Istio, in place of one of the same name. */
export function adding<K extends Kind>(
  kind: K,
  object: ObjectOf<K> & { readonly object: ObjectRef },
): MeshChange {
  const { namespace, name }: ObjectRef = object.object;
  return (states, cluster) => {
    const section = states.find(state => state.cluster === cluster)!
      .configuration[kind];
    const before: readonly { readonly object: ObjectRef }[] =
      section.status === 'observed' ? section.value : [];
    const others = before.filter(
      other =>
        other.object.namespace !== namespace || other.object.name !== name,
    );
    return withConfiguration(states, cluster, { [kind]: [...others, object] });
  };
}

export const changingState =
  (change: (state: ClusterState) => Partial<ClusterState>): MeshChange =>
  (states, cluster) =>
    withState(states, cluster, change);

export function changingList<T>(
  list: Observed<readonly T[]>,
  change: (item: T) => T,
): Observed<readonly T[]> {
  return list.status === 'observed'
    ? observed(list.value.map(change), list.at)
    : list;
}

export const withProxy =
  (change: Partial<NonNullable<Pod['proxy']>>) => (pod: Pod) =>
    pod.proxy === undefined
      ? pod
      : { ...pod, proxy: { ...pod.proxy, ...change } };

export const withLabel = (name: string, value: string) => (pod: Pod) => ({
  ...pod,
  labels: { ...pod.labels, [name]: value },
});

export const withAnnotation = (name: string, value: string) => (pod: Pod) => ({
  ...pod,
  annotations: { ...pod.annotations, [name]: value },
});

/** The Service that is changed, and the workloads on both sides of it. */
export interface Subject {
  readonly namespace: string;
  readonly service: string;
  readonly server: string;
  readonly client: string;
}
