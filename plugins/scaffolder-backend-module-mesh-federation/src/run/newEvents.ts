import type {
  MeshFederationApi,
  RunEvent,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** All events of a run after one of them, oldest first: a run brings along only the newest. */
export async function newEvents(
  api: Pick<MeshFederationApi, 'listRunEvents'>,
  run: Pick<RunWithEvents, 'earlierEvents' | 'events' | 'id'>,
  after: number,
): Promise<readonly RunEvent[]> {
  let events = run.events;
  let cursor = run.earlierEvents;
  while (cursor !== undefined && (events[0]?.sequence ?? 0) > after + 1) {
    const page = await api.listRunEvents(run.id, { cursor });
    events = [...[...page.items].reverse(), ...events];
    cursor = page.nextCursor;
  }
  return events.filter(({ sequence }) => sequence > after);
}
