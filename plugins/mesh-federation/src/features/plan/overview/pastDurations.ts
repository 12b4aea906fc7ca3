import type {
  PlanRequest,
  RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** How long runs took, in milliseconds. */
export interface PastDurations {
  readonly runs: number;
  readonly shortest: number;
  readonly longest: number;
}

/** How long runs of a kind took that went well; nothing when there was none. */
export function pastDurations(
  runs: readonly RunSummary[],
  kind: PlanRequest['kind'],
): PastDurations | undefined {
  const durations = runs.flatMap(run =>
    run.kind === kind && run.status === 'succeeded' && run.finishedAt
      ? [Date.parse(run.finishedAt) - Date.parse(run.startedAt)]
      : [],
  );
  if (durations.length === 0) return undefined;
  return {
    runs: durations.length,
    shortest: Math.min(...durations),
    longest: Math.max(...durations),
  };
}
