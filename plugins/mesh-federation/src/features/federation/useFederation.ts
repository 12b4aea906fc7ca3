import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ClusterOverview,
  Federation,
  Finding,
  PlanSummary,
  RunSummary,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { useLoad, type Load } from '../../ui/load/useLoad';

export interface FederationData {
  readonly federation: Federation;
  readonly clusters: readonly ClusterOverview[];
  readonly report: TrustReport;
  readonly findings: readonly Finding[];
  readonly plans: readonly PlanSummary[];
  readonly runs: readonly RunSummary[];
}

/** Everything that the page of one federation shows. */
export function useFederation(name: string): Load<FederationData> {
  const api = useApi(meshFederationApiRef);
  return useLoad(
    useCallback(async () => {
      const [federation, clusters, report, findings, plans, runs] =
        await Promise.all([
          api.getFederation(name),
          api.listClusters(),
          api.getTrust(),
          api.listFindings(),
          api.listPlans(name),
          api.listRuns({ federation: name }),
        ]);
      return {
        federation,
        clusters: clusters.items,
        report,
        findings: findings.items,
        plans: plans.items,
        runs: runs.items,
      };
    }, [api, name]),
  );
}
