import { useApi } from '@backstage/frontend-plugin-api';
import {
  optional,
  type AffectedByFederation,
  type Plan,
  type RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { useLoad, type Load } from '../../../ui/load/useLoad';

export interface PlanData {
  readonly plan: Plan;
  /** Of the plan's federation, newest first: how long they took. */
  readonly runs: readonly RunSummary[];
  /** Absent when it could not be told; the plan can be read without it. */
  readonly affected?: AffectedByFederation;
}

/** Everything that the page of one plan shows. */
export function usePlan(id: string): Load<PlanData> {
  const api = useApi(meshFederationApiRef);
  return useLoad(
    useCallback(async () => {
      const plan = await api.getPlan(id);
      const federation = plan.federation.name;
      const [{ items: runs }, affected] = await Promise.all([
        api.listRuns({ federation }),
        api.getAffected(federation).catch(() => undefined),
      ]);
      return { plan, runs, ...optional({ affected }) };
    }, [api, id]),
  );
}
