import type { ClusterIndex } from '../lookup/ClusterIndex';
import { clientKinds } from '../configuration/clients/clientClasses';

/**
 * The kinds of clients in each cluster, those of the namespace without its name and those of the
 * other `namespaces` with theirs, in the order in which they are judged, because the first broken
 * link is that of the first of them.
 */
export function clientsText(
  namespace: string,
  indexes: readonly ClusterIndex[],
  namespaces: readonly string[],
): string {
  const texts = indexes.flatMap(index => {
    const kinds = clientKinds(index);
    // Clusters without clients of the namespace are the same for each that has none there.
    return kinds.some(kind => kind.namespace === namespace)
      ? [[index.cluster, kindsText(kinds, namespace, namespaces)]]
      : [];
  });
  return JSON.stringify(texts);
}

function kindsText(
  kinds: ReturnType<typeof clientKinds>,
  own: string,
  namespaces: readonly string[],
): readonly string[] {
  const texts = new Set<string>();
  for (const { namespace, coarse, groups } of kinds) {
    let place = namespaces.includes(namespace) ? `in ${namespace}` : '';
    if (namespace === own) {
      place = 'own';
    }
    texts.add(`${place} ${coarse} ${groups[0]?.trustDomain ?? ''}`);
  }
  return [...texts];
}
