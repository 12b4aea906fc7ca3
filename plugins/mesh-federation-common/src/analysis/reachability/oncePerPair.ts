import type { ClusterIndex } from './ClusterIndex';
import type { LegInput } from './Leg';
import type { ReachabilityContext } from './ReachabilityContext';
import { remembered } from './remembered';

/** What a judgement may look at that is not about one Service or one client. */
export type ClusterPair = Pick<LegInput, 'context' | 'client' | 'provider'>;

/** Judges each ordered pair of clusters once in a context, however many Services are asked for. */
export function oncePerPair<T extends object>(
  judge: (pair: ClusterPair) => T,
): (pair: ClusterPair) => T {
  const all = remembered((_: ReachabilityContext) =>
    remembered((__: ClusterIndex) => new WeakMap<ClusterIndex, T>()),
  );
  return pair => {
    const row = all(pair.context)(pair.client);
    const known = row.get(pair.provider);
    if (known !== undefined) {
      return known;
    }
    const made = judge(pair);
    row.set(pair.provider, made);
    return made;
  };
}
