import type {
  Plan,
  Proof,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  outcomeOf,
  verifyPlan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { ObservationService } from '../../observation/ObservationService';
import { clustersOfPlan } from './clustersOfPlan';
import { wasSilent } from './wasSilent';

/** How long a silent cluster is asked again, and how often. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 5000;

/**
 * What the worker calls at the end of a run: observes the members again, running proxies included,
 * and says for each step and pair whether it holds. A patient proof is made again while a cluster
 * does not answer.
 */
export async function proveRun(options: {
  readonly plan: Plan;
  readonly patient: boolean;
  readonly observation: ObservationService;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<Proof> {
  const { plan, patient, observation, now, sleep, signal } = options;
  const end = now().getTime() + PATIENCE_MS;
  for (;;) {
    const observations = await observation.observe({
      clusters: clustersOfPlan(plan),
      inspectProxies: true,
    });
    const states = observations.map(({ state }) => state);
    const proof = verifyPlan({ plan, after: states, now: now().toISOString() });
    const waits =
      patient &&
      outcomeOf(proof) !== 'proven' &&
      states.some(wasSilent) &&
      now().getTime() < end &&
      !signal.aborted;
    if (!waits) {
      return proof;
    }
    await sleep(PAUSE_MS, signal);
  }
}
