import { useApi } from '@backstage/frontend-plugin-api';
import {
  optional,
  type AffectedByFederation,
  type Federation,
  type PlanSummary,
  type RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { useLoad, type Load } from '../../ui/load/useLoad';
import { loadMeshReport, type MeshReport } from '../cluster/loadMeshReport';

export interface FederationData extends MeshReport {
  readonly federation: Federation;
  readonly plans: readonly PlanSummary[];
  readonly runs: readonly RunSummary[];
  /** Who notices a join or a leave; absent when it could not be told. */
  readonly affected?: AffectedByFederation;
}

/** Everything that the page of one federation shows. */
export function useFederation(name: string): Load<FederationData> {
  const api = useApi(meshFederationApiRef);
  return useLoad(
    useCallback(async () => {
      const [federation, mesh, plans, runs, affected] = await Promise.all([
        api.getFederation(name),
        loadMeshReport(api),
        api.listPlans(name),
        api.listRuns({ federation: name }),
        api.getAffected(name).catch(() => undefined),
      ]);
      return {
        ...mesh,
        federation,
        plans: plans.items,
        runs: runs.items,
        ...optional({ affected }),
      };
    }, [api, name]),
  );
}
