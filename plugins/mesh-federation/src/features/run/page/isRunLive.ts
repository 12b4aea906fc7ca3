import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';

// A run that lost its backend between its end and its proof gets none: asking ends after this time.
const PROOF_PATIENCE_MS = 2 * 60 * 1000;

/** Whether more is to come: the run is under way, or its proof is. `now` in milliseconds since the epoch. */
export function isRunLive(
  run: Pick<Run, 'status' | 'finishedAt' | 'proof'>,
  now: number,
): boolean {
  if (run.status === 'running') return true;
  if (run.proof || !run.finishedAt) return false;
  return now - Date.parse(run.finishedAt) < PROOF_PATIENCE_MS;
}
