import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from '../../bed/index.ts';
import { eventually, rootsInEnvoy } from '../evidence.ts';
import { hostOf } from './measureTraffic.ts';
import { SCENE } from './scene.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './Stage.ts';

const ROOTS_DEADLINE_MS = 20_000;

/**
 * An istiod whose token is revoked keeps what it knows: it has to know the endpoints of all
 * clusters by then.
 */
export async function untilEndpointsKnown(
  stage: Stage,
  { services }: Scenario,
): Promise<void> {
  for (const cluster of stage.alive) {
    for (const service of services) {
      const host = hostOf(service);
      await eventually(
        `a client in ${cluster} has endpoints of ${service.runs} for ${host}`,
        async () =>
          (await endpointsOf(stage, cluster, host)) >= service.runs.length,
        { seconds: 60 },
      );
    }
  }
}

/**
 * How many addresses the Envoy of a client has for a host: Pods of its own cluster, and a gateway
 * of each other one.
 */
async function endpointsOf(
  stage: Stage,
  cluster: string,
  host: string,
): Promise<number> {
  const { stdout } = await kubectl(stage.handle(cluster), [
    ...['exec', '--namespace', SCENE, 'deploy/client'],
    ...['--container', 'istio-proxy', '--'],
    ...['pilot-agent', 'request', 'GET', 'clusters'],
  ]);
  return stdout
    .split('\n')
    .filter(line => line.startsWith('outbound|'))
    .filter(line => line.includes(`||${host}::`) && line.includes('::cx_total'))
    .length;
}

/**
 * Roots come to the agents beside the configuration, and from there to Envoy. A connection that is
 * made before is kept for good, so nobody may call too early. A change that leaves the roots as
 * they are shows nothing: the wait for it ends after a while.
 */
export async function untilRootsChanged(
  stage: Stage,
  before: string,
): Promise<void> {
  const deadline = Date.now() + ROOTS_DEADLINE_MS;
  let last = before;
  for (;;) {
    const now = await rootsOf(stage);
    if ((now === last && now !== before) || Date.now() > deadline) {
      return;
    }
    last = now;
    await sleep(500);
  }
}

/** By the secret dumps of the Envoys of a client and of a server. */
export async function rootsOf(stage: Stage): Promise<string> {
  const roots = await Promise.all(
    stage.alive.flatMap(cluster =>
      ['client', 'echo'].map(workload =>
        rootsInEnvoy(stage.handle(cluster), `deploy/${workload}.${SCENE}`),
      ),
    ),
  );
  return JSON.stringify(roots);
}

export function changesRoots({ changes }: Scenario): boolean {
  return changes.some(
    change =>
      change.kind === 'meshConfig' &&
      Object.keys(change.set as object).includes('caCertificates'),
  );
}
