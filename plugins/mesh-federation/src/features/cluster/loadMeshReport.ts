import type {
  ClusterOverview,
  Finding,
  MeshFederationApi,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { loadPages } from '../../ui/load/loadPages';

/** All clusters, how they stand to each other, and what is wrong with them. */
export interface MeshReport {
  readonly clusters: readonly ClusterOverview[];
  readonly report: TrustReport;
  readonly findings: readonly Finding[];
}

export async function loadMeshReport(
  api: MeshFederationApi,
): Promise<MeshReport> {
  const [clusters, report, findings] = await Promise.all([
    loadPages(page => api.listClusters(page)),
    loadTrust(api),
    loadPages(page => api.listFindings(page)),
  ]);
  return { clusters: clusters.items, report, findings: findings.items };
}

async function loadTrust(api: MeshFederationApi): Promise<TrustReport> {
  const { items } = await loadPages(async page => {
    const answer = await api.getTrust(page);
    return { ...answer, items: [answer] };
  });
  return {
    clusters: items[0]?.clusters ?? [],
    trust: items.flatMap(({ trust }) => trust),
    discovery: items.flatMap(({ discovery }) => discovery),
  };
}
