import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Whether a part of the plugin that works by itself still does. */
export interface PartHealth {
  readonly alive: boolean;
  /** When it was last seen at work; absent when it never was. */
  readonly lastSeenAt?: string;
  /** For how long it may be silent, in seconds. */
  readonly allowedSilenceSeconds: number;
}

export interface Health {
  /** `degraded`: a part is silent for longer than it may be. */
  readonly status: 'ok' | 'degraded';
  /** Looks for runs, in this process. */
  readonly worker: PartHealth;
  /** Observes the clusters, in one of the processes. */
  readonly schedule: PartHealth;
}

/** The worker looks every 2 seconds. */
const WORKER_SILENCE_S = 30;

/** A schedule may be late by this many of its turns before it is called silent. */
const MISSED_TURNS = 3;

/**
 * Whether the worker and the schedule are alive. A schedule that has no cluster to observe leaves
 * no trace and is taken to be alive, as is one that had no time yet since the start.
 */
export function healthOf(options: {
  readonly workerLookedAt?: Date;
  /** When each cluster was asked last, of those that ever were. */
  readonly askedAt: readonly string[];
  /** Clusters that the plugin can observe at all. */
  readonly usableClusters: number;
  readonly frequencySeconds: number;
  /** How long one turn may take. */
  readonly turnSeconds: number;
  readonly startedAt: Date;
  readonly now: Date;
}): Health {
  const { workerLookedAt, askedAt, usableClusters, startedAt, now } = options;
  const worker = partHealth({
    seen: workerLookedAt,
    allowedSilenceSeconds: WORKER_SILENCE_S,
    startedAt,
    now,
  });
  const attempts = askedAt.map(at => Date.parse(at));
  const newest =
    attempts.length > 0 ? new Date(Math.max(...attempts)) : undefined;
  const observed = partHealth({
    seen: newest,
    allowedSilenceSeconds:
      options.frequencySeconds * MISSED_TURNS + options.turnSeconds,
    startedAt,
    now,
  });
  const schedule =
    usableClusters === 0 ? { ...observed, alive: true } : observed;
  return {
    status: worker.alive && schedule.alive ? 'ok' : 'degraded',
    worker,
    schedule,
  };
}

function partHealth(options: {
  readonly seen?: Date | undefined;
  readonly allowedSilenceSeconds: number;
  readonly startedAt: Date;
  readonly now: Date;
}): PartHealth {
  const { seen, allowedSilenceSeconds, startedAt, now } = options;
  const since = Math.max(seen?.getTime() ?? 0, startedAt.getTime());
  return {
    alive: now.getTime() - since <= allowedSilenceSeconds * 1000,
    ...optional({ lastSeenAt: seen?.toISOString() }),
    allowedSilenceSeconds,
  };
}
