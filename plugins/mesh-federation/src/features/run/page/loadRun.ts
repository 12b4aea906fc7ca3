import type {
  MeshFederationApi,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { loadPages } from '../../../ui/load/loadPages';

/** A run with its newest events; earlier ones as well, until there are `wanted`. */
export async function loadRun(
  api: Pick<MeshFederationApi, 'getRun' | 'listRunEvents'>,
  id: string,
  wanted: number,
): Promise<RunWithEvents> {
  const run = await api.getRun(id);
  const missing = wanted - run.events.length;
  if (run.earlierEvents === undefined || missing <= 0) {
    return run;
  }
  const { items } = await loadPages(
    page => api.listRunEvents(id, { cursor: run.earlierEvents, ...page }),
    missing,
  );
  return { ...run, events: [...items].reverse().concat(run.events) };
}
