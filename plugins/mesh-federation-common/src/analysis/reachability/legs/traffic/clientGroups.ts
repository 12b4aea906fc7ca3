import type { Observed, Pod } from '../../../../model';
import { compareStrings } from '../../../../model/compareStrings';
import { groupBy, mapObserved } from '../../lookUp';
import type { LegInput } from '../../Leg';
import { clientPodsOf } from '../../networkGroups';
import { remembered } from '../../remembered';

/** Clients that are alike in all that configuration can tell apart. */
export interface ClientGroup {
  /** Absent when any client is asked for and there is none. */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Absent when no Pod tells. */
  readonly serviceAccount?: string;
  /** TRUST_DOMAIN of the proxies, when they tell. */
  readonly trustDomain?: string;
  /** ISTIO_META_NETWORK of the proxies; empty when not set. */
  readonly network: string;
  /** False for Pods without a proxy. */
  readonly proxy: boolean;
  /** Empty when a namespace or workload was asked for in which no Pod runs. */
  readonly pods: readonly Pod[];
}

/** The sidecars of a whole cluster are one array, so that they are grouped once. */
const GROUPS = new WeakMap<readonly Pod[], readonly ClientGroup[]>();

/** The clients that a question is about, alike ones together, sorted. Never empty when observed. */
export function clientGroups(
  input: LegInput,
): Observed<readonly ClientGroup[]> {
  return mapObserved(clientPodsOf(input), pods => {
    if (pods.length === 0) {
      return [nobody(input)];
    }
    const known = GROUPS.get(pods);
    if (known !== undefined) {
      return known;
    }
    const groups = [...groupBy(pods, pod => [keyOf(pod)])]
      .sort(([a], [b]) => compareStrings(a, b))
      .map(([, members]) => toGroup(members));
    GROUPS.set(pods, groups);
    return groups;
  });
}

/** Sorted, each once; few questions tell the clients of a cluster apart in other ways. */
const namesOf = remembered((groups: readonly ClientGroup[]) =>
  [
    ...new Set(
      groups.flatMap(({ namespace, pods }) =>
        pods.length === 0
          ? [`namespace ${namespace ?? '(any)'}`]
          : pods.map(pod => `${pod.namespace}/${pod.workload.name}`),
      ),
    ),
  ].sort(compareStrings),
);

/** Workloads of the groups in the lists, for a sentence: the first three and how many more. */
export function nameClients(
  lists: readonly (readonly ClientGroup[])[],
): string {
  const names =
    lists.length === 1
      ? namesOf(lists[0]!)
      : [...new Set(lists.flatMap(namesOf))].sort(compareStrings);
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}

function nobody({ from, client }: LegInput): ClientGroup {
  return {
    ...(from.namespace === undefined ? {} : { namespace: from.namespace }),
    labels: {},
    annotations: {},
    network: client.controlPlane?.injectedNetwork ?? '',
    proxy: true,
    pods: [],
  };
}

function toGroup(pods: readonly Pod[]): ClientGroup {
  const [{ namespace, labels, annotations, serviceAccount, proxy }] =
    pods as readonly [Pod, ...Pod[]];
  return {
    namespace,
    labels,
    annotations,
    serviceAccount,
    ...(proxy?.trustDomain === undefined
      ? {}
      : { trustDomain: proxy.trustDomain }),
    network: proxy?.network ?? '',
    proxy: proxy !== undefined,
    pods,
  };
}

function keyOf({
  namespace,
  workload,
  labels,
  annotations,
  serviceAccount,
  proxy,
}: Pod): string {
  const entries = (map: Readonly<Record<string, string>>) =>
    Object.entries(map).sort(([a], [b]) => compareStrings(a, b));
  return JSON.stringify([
    namespace,
    workload.name,
    serviceAccount,
    entries(labels),
    entries(annotations),
    proxy !== undefined,
    proxy?.network ?? '',
    proxy?.trustDomain ?? '',
  ]);
}
