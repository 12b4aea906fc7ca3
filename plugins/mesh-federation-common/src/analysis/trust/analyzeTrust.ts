import type {
  Certificate,
  ClusterState,
  Evidence,
  Timestamp,
  TrustRelation,
  TrustVerdict,
  Workload,
} from '../../model';
import { unobserved } from '../describeUnknown';
import { oldest } from '../oldest';
import { compareStrings } from '../../model/basics/compareStrings';
import { isValidAt } from './ownRoots';
import { ownRootsObject } from './rootObjects';
import { sameNameConflict } from './sameNameConflict';
import { fingerprintsOf, trustFacts, type TrustFacts } from './trustFacts';
import { remembered } from '../remembered';

type KnownFacts = Extract<TrustFacts, { readonly known: true }>;

interface Judgement {
  readonly verdict: TrustVerdict;
  readonly reason: string;
  readonly root?: string;
}

/**
 * Whether each cluster verifies the certificates of each other one: one relation for each ordered
 * pair, sorted by `from`, then `to`.
 *
 * A root vouches only while it is valid, and every revision of `from` must trust it: the worst
 * counts. Where proxies of `from` may not have the roots yet, `proxiesToRestart` tells how many.
 */
export function analyzeTrust(
  states: readonly ClusterState[],
  now: Timestamp,
): readonly TrustRelation[] {
  const facts = [...states]
    .sort((a, b) => compareStrings(a.cluster, b.cluster))
    .map(trustFacts);
  return facts.flatMap(from =>
    facts.filter(to => to !== from).map(to => trustRelation(from, to, now)),
  );
}

/** Whether one cluster verifies the certificates of another; see `analyzeTrust`. */
export function trustRelation(
  from: TrustFacts,
  to: TrustFacts,
  now: Timestamp,
): TrustRelation {
  const base = {
    from: from.state.cluster,
    to: to.state.cluster,
    at: oldest([to.at], from.at),
  };
  const unknownSide = [from, to].find(side => !side.known);
  if (unknownSide !== undefined && !unknownSide.known) {
    return {
      ...base,
      verdict: 'unknown',
      reason: unobserved(
        `The ${unknownSide.section} of ${unknownSide.state.cluster}`,
        unknownSide.reason,
      ),
      evidence: [],
    };
  }
  const knownFrom = from as KnownFacts;
  const knownTo = to as KnownFacts;
  const judgement = judgeBothWays(knownFrom, knownTo, now);
  return {
    ...base,
    ...judgement,
    ...proxiesToRestart(knownFrom, knownTo),
    evidence: evidence(knownFrom, knownTo),
  };
}

/**
 * A direction that holds is worth nothing when the other one is known not to: mutual TLS needs
 * both.
 */
function judgeBothWays(
  from: KnownFacts,
  to: KnownFacts,
  now: Timestamp,
): Judgement {
  const forth = judge(from, to, now);
  if (forth.verdict === 'broken') {
    return forth;
  }
  const back = judge(to, from, now);
  return back.verdict === 'broken'
    ? {
        ...forth,
        verdict: 'one-way',
        reason: `${from.state.cluster} verifies ${to.state.cluster}, but not the other way round: ${back.reason}`,
      }
    : forth;
}

function judge(from: KnownFacts, to: KnownFacts, now: Timestamp): Judgement {
  const [a, b] = [from.state.cluster, to.state.cluster];
  for (const side of [from, to]) {
    if (side.trusted.length === 0) {
      return broken(`Istio was not found in ${side.state.cluster}.`);
    }
  }
  if (sameNameConflict(from.state, to.state) !== undefined) {
    return broken(
      `The roots of ${a} and ${b} have the same subject and no key identifiers that tell them apart.`,
    );
  }
  if (to.own.length === 0) {
    return broken(`${b} has no root certificate.`);
  }
  const valid = to.own.filter(root => isValidAt(root, now));
  if (valid.length === 0) {
    return broken(`No root of ${b} is valid now.`);
  }
  const trusted = valid.filter(root => trustedByAll(from, root));
  const [first] = trusted;
  if (first === undefined) {
    return broken(`${a} trusts no root of ${b}.`);
  }
  return trusted.length === valid.length
    ? {
        verdict: 'verified',
        root: first.fingerprint,
        reason: from.own.some(root => root.fingerprint === first.fingerprint)
          ? `${a} and ${b} have the same root.`
          : `${a} trusts every root of ${b}.`,
      }
    : {
        verdict: 'verified-by-overlap',
        root: first.fingerprint,
        reason: `${a} trusts ${trusted.length} of ${valid.length} roots of ${b}.`,
      };
}

function trustedByAll(from: KnownFacts, root: Certificate): boolean {
  return from.trusted.every(({ fingerprints }) =>
    fingerprints.has(root.fingerprint),
  );
}

function broken(reason: string): Judgement {
  return { verdict: 'broken', reason };
}

/** Counted once for each observation, not for each pair. */
const proxiesWithoutFlag = remembered(
  (workloads: readonly Workload[]): number =>
    workloads.reduce(
      (sum, { proxies, proxiesWithXdsAgent }) =>
        sum + Math.max(0, proxies - proxiesWithXdsAgent),
      0,
    ),
);

function proxiesToRestart(
  from: KnownFacts,
  to: KnownFacts,
): { readonly proxiesToRestart?: number } {
  const { workloads } = from.state;
  if (workloads.status === 'unknown') {
    return {};
  }
  // A root that both clusters have as their own reaches proxies without the flag.
  const shared = to.own.every(root =>
    from.own.some(({ fingerprint }) => fingerprint === root.fingerprint),
  );
  return {
    proxiesToRestart: shared ? 0 : proxiesWithoutFlag(workloads.value),
  };
}

function evidence(from: KnownFacts, to: KnownFacts): readonly Evidence[] {
  return [
    {
      cluster: to.state.cluster,
      object: ownRootsObject(to.state),
      field: 'roots',
      value: fingerprintsOf(to.own).text,
      at: to.state.trustStore.at,
    },
    ...from.trusted.map(({ revision, text, list }) => ({
      cluster: from.state.cluster,
      object: list,
      field: `trusted roots of revision ${revision}`,
      value: text,
      at: from.at,
    })),
  ];
}
