import type { Observed } from '../../../../model';
import type { LegInput } from '../../Leg';
import { groupBy, mapObserved } from '../../lookUp';
import { remembered } from '../../remembered';
import { clientGroups, type ClientGroup } from './clientGroups';
import { clientDistinctions, type Distinctions } from './clientDistinctions';
import { sidecarFor } from './sidecarFor';

/** Clients that all of what counts for one question treats alike. */
export interface ClientClass {
  /** Any of them. */
  readonly group: ClientGroup;
  readonly members: readonly ClientGroup[];
}

/** The clients of a cluster are the same list for every question, and few kinds of questions tell them apart in other ways. */
const CLASSES = new WeakMap<
  readonly ClientGroup[],
  Map<string, readonly ClientClass[]>
>();

/**
 * The clients of a question, as few classes as its configuration allows: a cluster has many workloads, and mostly nothing tells them
 * apart.
 */
export const clientClasses = remembered(
  (input: LegInput): Observed<readonly ClientClass[]> =>
    mapObserved(clientGroups(input), groups => {
      if (groups.length === 1) {
        return [{ group: groups[0]!, members: groups }];
      }
      const distinctions = clientDistinctions(input);
      const signature = JSON.stringify(distinctions);
      const known = CLASSES.get(groups) ?? new Map();
      CLASSES.set(groups, known);
      const classes =
        known.get(signature) ?? classify(input, groups, distinctions);
      known.set(signature, classes);
      return classes;
    }),
);

function classify(
  input: LegInput,
  groups: readonly ClientGroup[],
  distinctions: Distinctions,
): readonly ClientClass[] {
  const numbers = new Map(groups.map((group, number) => [group, number]));
  return [
    ...groupBy(groups, group => [
      `${coarseKey(input, group)} ${fineKey(
        group,
        numbers.get(group)!,
        distinctions,
      )}`,
    ]).values(),
  ].map(members => ({ group: members[0]!, members }));
}

function fineKey(
  group: ClientGroup,
  number: number,
  { namespaces, labels, identity, pods }: Distinctions,
): string {
  const { namespace = '' } = group;
  return JSON.stringify([
    namespaces === 'all' || identity || namespaces.includes(namespace)
      ? namespace
      : '',
    identity ? [group.serviceAccount, group.trustDomain] : '',
    labels.map(name => group.labels[name] ?? ''),
    pods ? number : '',
  ]);
}

/** What is known of a group without looking at the Service. */
const COARSE = new WeakMap<ClientGroup, string>();

function coarseKey({ client }: LegInput, group: ClientGroup): string {
  const known = COARSE.get(group);
  if (known !== undefined) {
    return known;
  }
  const sidecar = sidecarFor(client, group);
  const object =
    sidecar.status === 'observed' ? sidecar.value?.object : undefined;
  const key = JSON.stringify([
    group.proxy,
    group.network,
    object?.namespace,
    object?.name,
    // `./*` of the root namespace's Sidecar is another namespace for each client.
    object === undefined ? '' : group.namespace,
    Object.entries(group.annotations).filter(([name]) =>
      name.startsWith('traffic.sidecar.istio.io/'),
    ),
  ]);
  COARSE.set(group, key);
  return key;
}
