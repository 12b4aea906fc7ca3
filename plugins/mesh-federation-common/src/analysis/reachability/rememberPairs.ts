import type { ClusterState, Timestamp } from '../../model';
import { ownRoots } from '../trust/ownRoots';

interface Remembered<T> {
  readonly key: string;
  readonly value: T;
}

/**
 * Keeps a judgement on an ordered pair of states as long as both states live and its key stays the same, so that a changed cluster costs
 * its own pairs alone. `key` has to hold everything else that the judgement depends on.
 */
export function rememberPairs<T>(): (
  a: ClusterState,
  b: ClusterState,
  key: string,
  judge: () => T,
) => T {
  const all = new WeakMap<ClusterState, WeakMap<ClusterState, Remembered<T>>>();
  return (a, b, key, judge) => {
    const row = all.get(a) ?? new WeakMap<ClusterState, Remembered<T>>();
    all.set(a, row);
    const known = row.get(b);
    if (known?.key === key) {
      return known.value;
    }
    const value = judge();
    row.set(b, { key, value });
    return value;
  };
}

const TURNS = new WeakMap<ClusterState, readonly number[]>();

/**
 * How many of the times at which verdicts on a cluster can change have passed: the beginnings and ends of its roots and the ends of its
 * remote secrets' tokens. As long as the number is the same, so are the verdicts.
 */
export function turnsPassed(state: ClusterState, now: Timestamp): number {
  let turns = TURNS.get(state);
  if (turns === undefined) {
    turns = turnsOf(state);
    TURNS.set(state, turns);
  }
  const time = Date.parse(now);
  return turns.filter(turn => turn <= time).length;
}

function turnsOf(state: ClusterState): readonly number[] {
  const { remoteSecrets } = state;
  return [
    ...(ownRoots(state) ?? []).flatMap(({ notBefore, notAfter }) => [
      Date.parse(notBefore),
      Date.parse(notAfter),
    ]),
    ...(remoteSecrets.status === 'observed'
      ? remoteSecrets.value.flatMap(({ tokenExpiresAt }) =>
          tokenExpiresAt === undefined ? [] : [Date.parse(tokenExpiresAt)],
        )
      : []),
  ];
}
