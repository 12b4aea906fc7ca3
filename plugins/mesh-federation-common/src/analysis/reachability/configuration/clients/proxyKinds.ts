import { groupBy } from '../../lookup/lookUp';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { extensionsFor } from '../objects/extensionsFor';
import type { ClientGroup } from './clientGroups';

/**
 * Clients of one class, of which the answers do not differ, apart by what is recognized and not
 * interpreted: the revision of their proxies and the extensions that select them. Where it is not
 * observed which extensions there are, each group is a kind of its own.
 */
export function proxyKinds(
  client: ClusterIndex,
  members: readonly ClientGroup[],
): readonly (readonly ClientGroup[])[] {
  const kindOf = (group: ClientGroup, number: number) => {
    const extensions = extensionsFor(client, [group], 'client');
    return JSON.stringify([
      group.pods[0]?.proxy?.revision ?? '',
      extensions.status === 'observed'
        ? extensions.value.map(({ object }) => object)
        : number,
    ]);
  };
  const keyed = members.map((group, number) => ({
    group,
    kind: kindOf(group, number),
  }));
  return [...groupBy(keyed, ({ kind }) => [kind]).values()].map(kinds =>
    kinds.map(({ group }) => group),
  );
}
