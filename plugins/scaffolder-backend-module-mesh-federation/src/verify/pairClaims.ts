import {
  counted,
  type ClusterName,
  type DiscoveryRelation,
  type DiscoveryVerdict,
  type TrustRelation,
  type TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Claim } from './Claim';

/** What of the report decides. */
export interface JudgedPairs {
  readonly trust: readonly Pick<
    TrustRelation,
    'from' | 'proxiesToRestart' | 'reason' | 'to' | 'verdict'
  >[];
  readonly discovery: readonly Pick<
    DiscoveryRelation,
    'for' | 'in' | 'reason' | 'verdict'
  >[];
}

const TRUST: Readonly<Record<TrustVerdict, Claim['holds']>> = {
  verified: 'yes',
  'verified-by-overlap': 'yes',
  'one-way': 'no',
  broken: 'no',
  unknown: 'unknown',
};

const DISCOVERY: Readonly<Record<DiscoveryVerdict, Claim['holds']>> = {
  synced: 'yes',
  'not-synced': 'no',
  absent: 'no',
  unknown: 'unknown',
};

const NOT_REPORTED = {
  holds: 'unknown',
  reason: 'Nothing is reported of the two',
} as const;

/** Each member verifies each other one, and each istiod reads each other cluster. */
export function pairClaims(
  members: readonly ClusterName[],
  report: JudgedPairs,
): readonly Claim[] {
  return members.flatMap(from =>
    members
      .filter(to => to !== from)
      .flatMap(to => [
        trustClaim(from, to, report),
        discoveryClaim(from, to, report),
      ]),
  );
}

function trustClaim(
  from: ClusterName,
  to: ClusterName,
  { trust }: JudgedPairs,
): Claim {
  const found = trust.find(pair => pair.from === from && pair.to === to);
  const base = { about: 'trust', claim: `${from} verifies ${to}` } as const;
  if (!found) {
    return { ...base, ...NOT_REPORTED };
  }
  const { verdict, reason, proxiesToRestart = 0 } = found;
  if (TRUST[verdict] === 'yes' && proxiesToRestart > 0) {
    return {
      ...base,
      holds: 'no',
      reason: `${counted(
        proxiesToRestart,
        'proxy',
        'proxies',
      )} of ${from} cannot take the roots of others before a restart: plan again with restartWorkloads`,
    };
  }
  return { ...base, holds: TRUST[verdict], reason };
}

function discoveryClaim(
  from: ClusterName,
  to: ClusterName,
  { discovery }: JudgedPairs,
): Claim {
  const found = discovery.find(pair => pair.in === from && pair.for === to);
  const claim = `istiod of ${from} reads ${to}`;
  const base = { about: 'discovery', claim } as const;
  return found
    ? { ...base, holds: DISCOVERY[found.verdict], reason: found.reason }
    : { ...base, ...NOT_REPORTED };
}
