import type {
  ClusterName,
  ClusterOverview,
  DiscoveryRelation,
  Fingerprint,
  TrustRelation,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** One cell: a cluster's own roots on the diagonal, else what is known of the ordered pair. */
export type TrustMatrixCell =
  | {
      readonly kind: 'own';
      readonly cluster: ClusterName;
      readonly roots: readonly Fingerprint[];
    }
  | {
      readonly kind: 'pair';
      readonly from: ClusterName;
      readonly to: ClusterName;
      /** Absent when the report says nothing of the pair: to be shown as unknown. */
      readonly trust?: TrustRelation;
      readonly discovery?: DiscoveryRelation;
    };

export interface TrustMatrixRow {
  readonly cluster: ClusterName;
  readonly cells: readonly TrustMatrixCell[];
}

/**
 * What the cluster itself said when it was observed, else the roots by which the others verify it.
 */
function rootsOf(
  cluster: ClusterName,
  overview: ClusterOverview | undefined,
  report: TrustReport,
): readonly Fingerprint[] {
  if (overview) return overview.roots.map(root => root.fingerprint);
  const seen = report.trust
    .filter(relation => relation.to === cluster)
    .flatMap(relation => relation.root ?? []);
  return [...new Set(seen)].sort();
}

/** Rows verify columns. Only `members` are shown when given. */
export function buildTrustMatrix(options: {
  readonly report: TrustReport;
  readonly clusters: readonly ClusterOverview[];
  readonly members?: readonly ClusterName[];
}): readonly TrustMatrixRow[] {
  const { report, clusters } = options;
  const names = options.members ?? report.clusters;
  const overviewOf = new Map(clusters.map(c => [c.cluster.name, c]));
  return names.map(from => ({
    cluster: from,
    cells: names.map((to): TrustMatrixCell => {
      if (from === to) {
        const roots = rootsOf(to, overviewOf.get(to), report);
        return { kind: 'own', cluster: to, roots };
      }
      return {
        kind: 'pair',
        from,
        to,
        trust: report.trust.find(r => r.from === from && r.to === to),
        discovery: report.discovery.find(r => r.in === from && r.for === to),
      };
    }),
  }));
}
