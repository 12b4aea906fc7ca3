import type { ClusterState, Timestamp } from '../../../../model';
import { ownRoots } from '../../../trust/ownRoots';
import { remembered } from '../../../remembered';

interface Remembered<T> {
  readonly key: string;
  readonly value: T;
}

/**
 * Keeps a judgement on an ordered pair of states as long as both states live and its key stays the
 * same, so that a changed cluster costs its own pairs alone. `key` has to hold everything else that
 * the judgement depends on.
 */
export function rememberPairs<T>(): (
  a: ClusterState,
  b: ClusterState,
  key: string,
  judge: () => T,
) => T {
  const all = remembered((_: ClusterState) =>
    remembered((__: ClusterState) => ({
      last: undefined as Remembered<T> | undefined,
    })),
  );
  return (a, b, key, judge) => {
    const known = all(a)(b);
    if (known.last?.key !== key) {
      known.last = { key, value: judge() };
    }
    return known.last.value;
  };
}

const turnsOf = remembered(findTurns);

/**
 * How many of the times at which verdicts on a cluster can change have passed: the beginnings and
 * ends of its roots and the ends of its remote secrets' tokens. As long as the number is the same,
 * so are the verdicts.
 */
export function turnsPassed(state: ClusterState, now: Timestamp): number {
  const time = Date.parse(now);
  return turnsOf(state).filter(turn => turn <= time).length;
}

function findTurns(state: ClusterState): readonly number[] {
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
