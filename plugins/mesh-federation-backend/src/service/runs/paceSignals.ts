import type { MeshFederationSignal } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Whoever shows a run reads it anew at each signal; a step can change many objects in a second. */
const PAUSE_MS = 1000;

type Publish = (signal: MeshFederationSignal) => Promise<void>;

/**
 * Tells of each run once a second at most: of the first change at once, and of those that follow
 * within the second when it is over, so that the last one is always told. `publish` never rejects.
 */
export function paceSignals(publish: Publish): Publish {
  /** Runs that were told of within the last second, and whether they have changed since. */
  const told = new Map<string, boolean>();
  const tell = (signal: MeshFederationSignal, runId: string): Promise<void> => {
    told.set(runId, false);
    setTimeout(() => {
      const hasChanged = told.get(runId);
      told.delete(runId);
      if (hasChanged) {
        void tell(signal, runId);
      }
    }, PAUSE_MS).unref();
    return publish(signal);
  };
  return async signal => {
    if (signal.type !== 'run') {
      await publish(signal);
    } else if (told.has(signal.runId)) {
      told.set(signal.runId, true);
    } else {
      await tell(signal, signal.runId);
    }
  };
}
