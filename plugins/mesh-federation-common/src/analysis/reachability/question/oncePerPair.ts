import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { LegInput } from './Leg';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { remembered } from '../../remembered';

/** What a judgement may look at that is not about one Service or one client. */
export type ClusterPair = Pick<LegInput, 'context' | 'client' | 'provider'>;

/** Judges each ordered pair of clusters once in a context, however many Services are asked for. */
export function oncePerPair<T extends object>(
  judge: (pair: ClusterPair) => T,
): (pair: ClusterPair) => T {
  const all = remembered((context: ReachabilityContext) =>
    remembered((client: ClusterIndex) =>
      remembered((provider: ClusterIndex) =>
        judge({ context, client, provider }),
      ),
    ),
  );
  return ({ context, client, provider }) => all(context)(client)(provider);
}
