import type { Observed, Pod } from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { groupBy, mapObserved } from '../../lookup/lookUp';
import type { LegInput } from '../../question/Leg';
import { clientPodsOf } from '../../networks/networkGroups';
import { remembered } from '../../../remembered';
import { optional } from '../../../../model/basics/optional';

/** Clients that are alike in all that configuration can tell apart. */
export interface ClientGroup {
  /** Absent when any client is asked for and there is none. */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** As a sentence names it: the workload, or the namespace in which none runs. */
  readonly name: string;
  /** Absent when no Pod tells. */
  readonly serviceAccount?: string;
  /** TRUST_DOMAIN of the proxies, when they tell. */
  readonly trustDomain?: string;
  /** ISTIO_META_NETWORK of the proxies; empty when not set. */
  readonly network: string;
  readonly asProxy?: Pod['asProxy'];
  /** False for Pods without a proxy. */
  readonly proxy: boolean;
  /** Empty when a namespace or workload was asked for in which no Pod runs. */
  readonly pods: readonly Pod[];
}

/** The sidecars of a whole cluster are one array, so that they are grouped once. */
const groupsOf = remembered((pods: readonly Pod[]): readonly ClientGroup[] =>
  [...groupBy(pods, pod => [keyOf(pod)]).values()].map(toGroup),
);

/**
 * The clients that a question is about, alike ones together, in the order of the Pods' names. Never
 * empty when observed.
 */
export function clientGroups(
  input: Pick<LegInput, 'client' | 'clientPods' | 'from'>,
): Observed<readonly ClientGroup[]> {
  return mapObserved(clientPodsOf(input), pods =>
    pods.length === 0 ? [nobody(input)] : groupsOf(pods),
  );
}

const NAMED = 3;

/** Names of workloads: how many there are, and the first ones, sorted. */
interface Names {
  readonly count: number;
  readonly first: readonly string[];
}

/** A class of clients is named again and again. */
const namesOf = remembered((groups: readonly ClientGroup[]) =>
  collectNames([groups]),
);

/** Without sorting them all: there may be thousands. */
function collectNames(lists: readonly (readonly ClientGroup[])[]): Names {
  const names = new Set<string>();
  let first: readonly string[] = [];
  for (const groups of lists) {
    for (const { name } of groups) {
      if (!names.has(name)) {
        names.add(name);
        if (first.length < NAMED || name < first[NAMED - 1]!) {
          first = [...first, name].sort(compareStrings).slice(0, NAMED);
        }
      }
    }
  }
  return { count: names.size, first };
}

/** Workloads of the groups in the lists, for a sentence: the first three and how many more. */
export function nameClients(
  lists: readonly (readonly ClientGroup[])[],
): string {
  const { count, first } =
    lists.length === 1 ? namesOf(lists[0]!) : collectNames(lists);
  const more = count - first.length;
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function nobody({
  from,
  client,
}: Pick<LegInput, 'client' | 'from'>): ClientGroup {
  return {
    ...optional({ namespace: from.namespace }),
    name: `namespace ${from.namespace ?? '(any)'}`,
    labels: {},
    annotations: {},
    network: client.controlPlane?.injectedNetwork ?? '',
    proxy: true,
    pods: [],
  };
}

function toGroup(pods: readonly Pod[]): ClientGroup {
  const [first] = pods as readonly [Pod, ...Pod[]];
  const { namespace, workload, labels, annotations, serviceAccount } = first;
  const { asProxy, proxy } = first;
  return {
    namespace,
    name: `${namespace}/${workload.name}`,
    labels,
    annotations,
    serviceAccount,
    ...optional({
      trustDomain:
        proxy?.trustDomain === undefined ? undefined : proxy.trustDomain,
    }),
    ...optional({ asProxy }),
    network: proxy?.network ?? '',
    proxy: proxy !== undefined,
    pods,
  };
}

/** Pods of one workload in all that counts, so that a group has one name. */
function keyOf({
  namespace,
  workload,
  labels,
  annotations,
  serviceAccount,
  asProxy,
  proxy,
}: Pod): string {
  let key = `${namespace}/${workload.name}/${serviceAccount} ${asProxy ?? ''} ${
    proxy !== undefined
  } ${proxy?.network ?? ''} ${proxy?.trustDomain ?? ''} ${
    proxy?.revision ?? ''
  }`;
  for (const name of Object.keys(labels)) {
    key += ` ${name}=${labels[name]}`;
  }
  for (const name of Object.keys(annotations)) {
    key += ` ${name}=${JSON.stringify(annotations[name])}`;
  }
  return key;
}
