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
    api.getTrust(),
    loadPages(page => api.listFindings(page)),
  ]);
  return { clusters: clusters.items, report, findings: findings.items };
}
