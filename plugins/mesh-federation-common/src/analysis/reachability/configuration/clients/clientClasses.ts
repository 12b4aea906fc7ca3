import { type Observed, TRAFFIC_ANNOTATIONS } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import type { LegInput } from '../../question/Leg';
import { mapObserved } from '../../lookup/lookUp';
import { remembered } from '../../../remembered';
import { clientGroups, type ClientGroup } from './clientGroups';
import { clientDistinctions, type Distinctions } from './clientDistinctions';
import { sidecarFor } from '../objects/sidecarFor';

/** Clients that all of what counts for one question treats alike. */
export interface ClientClass {
  /** Any of them. */
  readonly group: ClientGroup;
  readonly members: readonly ClientGroup[];
}

/**
 * The clients of a cluster are the same list for every question, and few kinds of questions tell
 * them apart in other ways.
 */
const knownClasses = remembered(
  (_: readonly ClientGroup[]) => new Map<string, readonly ClientClass[]>(),
);

/**
 * The clients of a question, as few classes as its configuration allows: a cluster has many
 * workloads, and mostly nothing tells them apart.
 */
export const clientClasses = remembered(
  (input: LegInput): Observed<readonly ClientClass[]> =>
    mapObserved(clientGroups(input), groups => {
      if (groups.length === 1) {
        return [{ group: groups[0]!, members: groups }];
      }
      const distinctions = clientDistinctions(input);
      const signature = JSON.stringify(distinctions);
      const known = knownClasses(groups);
      const classes =
        known.get(signature) ?? classify(input, groups, distinctions);
      known.set(signature, classes);
      return classes;
    }),
);

/** Clients of one namespace that nothing tells apart but their labels, identities and addresses. */
interface Kind {
  readonly namespace: string;
  readonly coarse: string;
  readonly groups: readonly ClientGroup[];
}

/**
 * Most questions tell clients apart by their namespace at most; then there is no need to look at
 * each of thousands.
 */
const knownKinds = remembered((_: readonly ClientGroup[]) => ({
  kinds: undefined as readonly Kind[] | undefined,
}));

function kindsOf(
  input: Pick<LegInput, 'client'>,
  groups: readonly ClientGroup[],
): readonly Kind[] {
  const known = knownKinds(groups);
  known.kinds ??= makeKinds(input, groups);
  return known.kinds;
}

function makeKinds(
  input: Pick<LegInput, 'client'>,
  groups: readonly ClientGroup[],
): readonly Kind[] {
  const kinds = new Map<string, Kind & { readonly groups: ClientGroup[] }>();
  for (const group of groups) {
    const { namespace = '' } = group;
    const coarse = coarseKey(input, group);
    const key = `${namespace} ${coarse}`;
    const kind = kinds.get(key);
    if (kind === undefined) {
      kinds.set(key, { namespace, coarse, groups: [group] });
    } else {
      kind.groups.push(group);
    }
  }
  return [...kinds.values()];
}

/** Of a cluster's sidecars, in the order in which they are judged; none when they are unknown. */
export function clientKinds(client: ClusterIndex): readonly Kind[] {
  const groups = clientGroups({ client, from: { cluster: client.cluster } });
  return groups.status === 'observed' ? kindsOf({ client }, groups.value) : [];
}

function classify(
  input: LegInput,
  groups: readonly ClientGroup[],
  distinctions: Distinctions,
): readonly ClientClass[] {
  const { labels, identity, pods, namespaces } = distinctions;
  const tells = (namespace: string) =>
    namespaces === 'all' || identity || namespaces.includes(namespace);
  const keyed: readonly (readonly [string, readonly ClientGroup[]])[] =
    labels.length === 0 && !identity && !pods
      ? kindsOf(input, groups).map(({ namespace, coarse, groups: members }) => [
          `${tells(namespace) ? namespace : ''} ${coarse}`,
          members,
        ])
      : groups.map((group, number) => [
          `${coarseKey(input, group)} ${fineKey(group, number, distinctions)}`,
          [group],
        ]);
  const classes = new Map<string, ClientGroup[]>();
  for (const [key, members] of keyed) {
    const found = classes.get(key);
    if (found === undefined) {
      classes.set(key, [...members]);
    } else {
      members.forEach(member => found.push(member));
    }
  }
  return [...classes.values()].map(members => ({
    group: members[0]!,
    members,
  }));
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
const knownKeys = remembered((_: ClientGroup) => ({
  coarse: undefined as string | undefined,
}));

function coarseKey(
  { client }: Pick<LegInput, 'client'>,
  group: ClientGroup,
): string {
  const known = knownKeys(group);
  known.coarse ??= makeCoarseKey(client, group);
  return known.coarse;
}

function makeCoarseKey(client: ClusterIndex, group: ClientGroup): string {
  const sidecar = sidecarFor(client, group);
  const object =
    sidecar.status === 'observed' ? sidecar.value?.object : undefined;
  let key = `${group.proxy} ${group.network} ${group.asProxy ?? ''}`;
  if (object !== undefined) {
    // `./*` of the root namespace's Sidecar is another namespace for each client.
    key += ` ${object.namespace}/${object.name} for ${group.namespace}`;
  }
  for (const name of Object.keys(group.annotations)) {
    if (name.startsWith(TRAFFIC_ANNOTATIONS)) {
      key += ` ${name}=${JSON.stringify(group.annotations[name])}`;
    }
  }
  return key;
}
