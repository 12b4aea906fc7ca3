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
import { loadPages, type LoadedList } from '../../ui/load/loadPages';
import { useLoad, type Load } from '../../ui/load/useLoad';
import { useShown } from '../../ui/load/useShown';
import { loadMeshReport, type MeshReport } from '../cluster/loadMeshReport';

export interface FederationData extends MeshReport {
  readonly federation: Federation;
  readonly plans: LoadedList<PlanSummary>;
  readonly runs: LoadedList<RunSummary>;
  /** Who notices a join or a leave; absent when it could not be told. */
  readonly affected?: AffectedByFederation;
}

/** Everything that the page of one federation shows, and what shows more of the lists. */
export function useFederation(name: string): Load<FederationData> & {
  readonly morePlans: () => void;
  readonly moreRuns: () => void;
} {
  const api = useApi(meshFederationApiRef);
  const plansShown = useShown();
  const runsShown = useShown();
  const load = useLoad(
    useCallback(async () => {
      const [federation, mesh, plans, runs, affected] = await Promise.all([
        api.getFederation(name),
        loadMeshReport(api),
        loadPages(page => api.listPlans(name, page), plansShown.wanted()),
        loadPages(
          page => api.listRuns({ federation: name, ...page }),
          runsShown.wanted(),
        ),
        api.getAffected(name).catch(() => undefined),
      ]);
      return { ...mesh, federation, plans, runs, ...optional({ affected }) };
    }, [api, name, plansShown, runsShown]),
  );
  const { refresh } = load;
  return {
    ...load,
    morePlans: () => plansShown.more(refresh),
    moreRuns: () => runsShown.more(refresh),
  };
}
