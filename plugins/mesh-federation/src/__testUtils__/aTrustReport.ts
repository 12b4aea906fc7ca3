import {
  optional,
  type DiscoveryRelation,
  type DiscoveryVerdict,
  type TrustRelation,
  type TrustReport,
  type TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from '@mesh-federation/fixtures';
import { OBSERVED_AT } from './anOverview';

const TRUST_REASONS: Readonly<Record<TrustVerdict, string>> = {
  verified: 'Every root of the other cluster is in the trust bundle.',
  'verified-by-overlap':
    'One of two roots is trusted; a rotation is under way.',
  'one-way': 'The other cluster does not verify this one.',
  broken: 'No root of the other cluster is trusted.',
  unknown: 'The trust store of the other cluster was not observed.',
};

const DISCOVERY_REASONS: Readonly<Record<DiscoveryVerdict, string>> = {
  synced: 'Every istiod replica reports the cluster as synced.',
  'not-synced': 'The token of the remote secret is rejected.',
  absent: 'There is no remote secret for the cluster.',
  unknown: 'No istiod replica could be asked.',
};

export function aTrustRelation(
  from: string,
  to: string,
  verdict: TrustVerdict,
): TrustRelation {
  return {
    from,
    to,
    verdict,
    ...optional({
      root: verdict === 'verified' ? aCertificate(to).fingerprint : undefined,
    }),
    reason: TRUST_REASONS[verdict],
    evidence: [
      {
        cluster: from,
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: 'istio-system',
          name: 'mesh-federation',
        },
        field: 'caCertificates',
        value: aCertificate(to).fingerprint.slice(0, 16),
        at: OBSERVED_AT,
      },
    ],
    at: OBSERVED_AT,
  };
}

export function aDiscoveryRelation(
  reader: string,
  provider: string,
  verdict: DiscoveryVerdict,
): DiscoveryRelation {
  return {
    in: reader,
    for: provider,
    verdict,
    reason: DISCOVERY_REASONS[verdict],
    evidence: [],
    at: OBSERVED_AT,
  };
}

/** Every ordered pair of the clusters with the verdicts that `judge` gives. */
export function aTrustReport(
  clusters: readonly string[],
  judge: (
    from: string,
    to: string,
  ) => readonly [TrustVerdict, DiscoveryVerdict] = () => ['verified', 'synced'],
): TrustReport {
  const pairs = clusters.flatMap(from =>
    clusters.filter(to => to !== from).map(to => [from, to] as const),
  );
  return {
    clusters,
    trust: pairs.map(([from, to]) =>
      aTrustRelation(from, to, judge(from, to)[0]),
    ),
    discovery: pairs.map(([from, to]) =>
      aDiscoveryRelation(from, to, judge(from, to)[1]),
    ),
  };
}

/** The report of clusters of which no federation has two. */
export function areApart({
  clusters,
  trust,
  discovery,
}: TrustReport): TrustReport {
  return {
    clusters,
    trust: trust.map(relation => ({ ...relation, apart: true })),
    discovery: discovery.map(relation => ({ ...relation, apart: true })),
  };
}
