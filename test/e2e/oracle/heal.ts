import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../demo/api.ts';
import { approveAndFollow } from '../../demo/runPlan.ts';
import { eventually } from '../evidence.ts';
import { BASELINE, SCENE } from './scene.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './Stage.ts';

const FEDERATION = 'scenarios';
const TRIES = 5;

/**
 * Joins all clusters through the plugin, as a person would do it on the page. Does nothing where
 * they are joined. A plan that is blocked, as by a cluster that was too busy to answer in time, is
 * asked for again.
 */
export async function join(api: Api, stage: Stage): Promise<void> {
  await api.putFederation(FEDERATION, stage.names);
  const request = { kind: 'join', restartWorkloads: false } as const;
  let plan = await api.createPlan(FEDERATION, request);
  for (let tries = 1; plan.status === 'blocked' && tries < TRIES; tries++) {
    await sleep(tries * 3000);
    plan = await api.createPlan(FEDERATION, request);
  }
  if (plan.status !== 'empty') {
    await approveAndFollow(api, plan);
  }
}

/** Whether a scenario can have harmed more than its own Services. */
export function touchesMesh({ changes, manifests }: Scenario): boolean {
  const inSystem = Object.values(manifests)
    .flat()
    .some(({ metadata }) => metadata.namespace !== SCENE);
  return (
    inSystem ||
    changes.some(
      change => !('object' in change) || change.object.namespace !== SCENE,
    )
  );
}

/**
 * After a scenario that touched the mesh: waits until all clusters answer everybody, and lets the
 * plugin mend what cannot be put back.
 */
export async function heal(
  api: Api,
  stage: Stage,
  { changes }: Scenario,
): Promise<void> {
  // A ServiceAccount that is made anew does not make its old tokens good again.
  if (changes.some(({ kind }) => kind === 'revoke')) {
    await join(api, stage);
  }
  await untilHealthy(stage);
}

/** Waits until the baseline Service is answered by every cluster for a client in every cluster. */
export async function untilHealthy(stage: Stage): Promise<void> {
  const { own } = stage.scene;
  const client = { namespace: own, workload: 'client' };
  const isHealthy = async (cluster: string) => {
    const [results] = await stage.call(cluster, client, [
      {
        url: `http://${BASELINE}.${own}.svc.cluster.local/`,
        method: 'GET',
        count: 16,
        timeoutMs: 3000,
      },
    ]);
    return (
      results!.every(({ status }) => status === 200) &&
      stage.names.every(name =>
        results!.some(({ answeredBy }) => answeredBy === name),
      )
    );
  };
  for (const cluster of stage.names) {
    await eventually(
      `${cluster} is answered by all clusters again`,
      () => isHealthy(cluster),
      { seconds: 150 },
    );
  }
}
