import {
  compareStrings,
  optional,
  type DiscoveryRelation,
  type EntityMesh,
  type Finding,
  type TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Of so many pairs of clusters an answer tells; they grow with the square of the clusters. */
const MAX_PAIRS = 250;

const MAX_FINDINGS = 500;

type Told = Pick<EntityMesh, 'trust' | 'discovery' | 'findings'>;

/** All that is known between two clusters, in both directions. */
interface Pair {
  readonly trust: readonly TrustRelation[];
  readonly discovery: readonly DiscoveryRelation[];
}

/** 0: broken, 1: not known, 2: not whole, 3: not meant to be joined, 4: joined. */
function rankPair({ trust, discovery }: Pair): number {
  const all = [...trust, ...discovery];
  const verdicts = all.map(({ verdict }) => verdict);
  const isJoined =
    all.length === 4 &&
    verdicts.every(verdict => verdict === 'verified' || verdict === 'synced');
  if (isJoined) {
    return 4;
  }
  if (all.every(({ apart }) => apart)) {
    return verdicts.includes('unknown') ? 1 : 3;
  }
  if (
    trust.some(
      ({ verdict }) => verdict === 'broken' || verdict === 'one-way',
    ) ||
    discovery.some(
      ({ verdict }) => verdict === 'not-synced' || verdict === 'absent',
    )
  ) {
    return 0;
  }
  return verdicts.includes('unknown') || all.length < 4 ? 1 : 2;
}

function pairsOf({
  trust,
  discovery,
}: Pick<Told, 'trust' | 'discovery'>): readonly Pair[] {
  const pairs = new Map<
    string,
    { trust: TrustRelation[]; discovery: DiscoveryRelation[] }
  >();
  const pairOf = (...clusters: readonly string[]) => {
    const key = JSON.stringify([...clusters].sort(compareStrings));
    const pair = pairs.get(key) ?? { trust: [], discovery: [] };
    pairs.set(key, pair);
    return pair;
  };
  trust.forEach(relation =>
    pairOf(relation.from, relation.to).trust.push(relation),
  );
  discovery.forEach(relation =>
    pairOf(relation.in, relation.for).discovery.push(relation),
  );
  return [...pairs.values()];
}

/**
 * As much as an answer has room for, of pairs of clusters the worst, of findings the most severe,
 * and how much else there is.
 */
export function withRoomFor(all: Told): Told & Pick<EntityMesh, 'leftOut'> {
  const pairs = pairsOf(all)
    .map(pair => ({ ...pair, rank: rankPair(pair) }))
    .sort((a, b) => a.rank - b.rank);
  const shown = pairs.slice(0, MAX_PAIRS);
  const rest = pairs.slice(MAX_PAIRS);
  const restFindings = all.findings.slice(MAX_FINDINGS);
  return {
    trust: shown.flatMap(({ trust }) => trust),
    discovery: shown.flatMap(({ discovery }) => discovery),
    findings: all.findings.slice(0, MAX_FINDINGS),
    ...optional({
      leftOut:
        rest.length === 0 && restFindings.length === 0
          ? undefined
          : {
              pairs: rest.length,
              joinedPairs: rest.filter(({ rank }) => rank === 4).length,
              findings: {
                error: countSeverity(restFindings, 'error'),
                warning: countSeverity(restFindings, 'warning'),
                info: countSeverity(restFindings, 'info'),
              },
            },
    }),
  };
}

function countSeverity(
  findings: readonly Finding[],
  wanted: Finding['severity'],
): number {
  return findings.filter(({ severity }) => severity === wanted).length;
}
