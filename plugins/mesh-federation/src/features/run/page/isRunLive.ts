import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';

// When the backend stops between the end of a run and its proof, the proof never comes: asking ends
// after this time.
const PROOF_PATIENCE_MS = 2 * 60 * 1000;

/**
 * Whether more is to come: the run is under way, or its proof is. `now` in milliseconds since the
 * epoch.
 */
export function isRunLive(
  run: Pick<Run, 'status' | 'finishedAt' | 'proof'>,
  now: number,
): boolean {
  if (run.status === 'running') return true;
  if (run.proof || !run.finishedAt) return false;
  return now - Date.parse(run.finishedAt) < PROOF_PATIENCE_MS;
}
