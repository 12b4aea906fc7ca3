import type {
  Certificate,
  ClusterName,
  ClusterOverview,
  DiscoveryRelation,
  TrustRelation,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** One cell: a cluster's own roots on the diagonal, else what is known of the ordered pair. */
export type TrustMatrixCell =
  | {
      readonly kind: 'own';
      readonly cluster: ClusterName;
      readonly roots: readonly Omit<Certificate, 'pem'>[];
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

/** Rows verify columns. Only `members` are shown when given. */
export function buildTrustMatrix(options: {
  readonly report: TrustReport;
  readonly clusters: readonly ClusterOverview[];
  readonly members?: readonly ClusterName[];
}): readonly TrustMatrixRow[] {
  const { report, clusters } = options;
  const names = options.members ?? report.clusters;
  const rootsOf = new Map(clusters.map(c => [c.cluster.name, c.roots]));
  return names.map(from => ({
    cluster: from,
    cells: names.map((to): TrustMatrixCell => {
      if (from === to) {
        return { kind: 'own', cluster: to, roots: rootsOf.get(to) ?? [] };
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
