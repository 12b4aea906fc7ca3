import { compareStrings } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WorkloadToAsk } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/** When a workload was asked about, and whether istiod contradicts an answer about it. */
interface Asked {
  readonly askedAt: string;
  readonly contradicted: boolean;
}

/** The first of each list, then the second of each, and so on. */
function alternate<T>(
  lists: readonly (readonly T[])[],
): readonly (readonly T[])[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap(list => list.slice(turn, turn + 1)),
  );
}

/**
 * In which order workloads are asked about: of each cluster one, again and again. Within a cluster
 * every other one is one of which istiod contradicts an answer, as long as there are some: what it
 * says may have changed, and until it is asked the answer stays unknown. The others are never kept
 * waiting for all of these. Of both those that were asked about least recently come first.
 */
export function turnsOf(
  all: readonly WorkloadToAsk[],
  askedOf: (workload: WorkloadToAsk) => Asked | undefined,
): readonly (readonly WorkloadToAsk[])[] {
  const names = [...new Set(all.map(({ cluster }) => cluster))];
  const clusters = names.map(name => {
    const own = all
      .filter(({ cluster }) => cluster === name)
      .sort((a, b) =>
        compareStrings(askedOf(a)?.askedAt ?? '', askedOf(b)?.askedAt ?? ''),
      );
    const isContradicted = (workload: WorkloadToAsk) =>
      askedOf(workload)?.contradicted ?? false;
    return alternate([
      own.filter(workload => !isContradicted(workload)),
      own.filter(isContradicted),
    ]).flat();
  });
  return alternate(clusters);
}
