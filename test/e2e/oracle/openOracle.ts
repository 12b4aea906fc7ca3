import type { Session } from '../../demo/session.ts';
import { openSession } from '../../demo/session.ts';
import { join, untilHealthy } from './heal.ts';
import { startScene } from './scene.ts';
import { Stage } from './Stage.ts';

/** Joined clusters with the workloads of the scene, and Backstage with our plugin. */
export interface Oracle {
  readonly session: Session;
  readonly stage: Stage;
}

/** Brings all of it up; what is up already stays as it is. */
export async function openOracle(options: {
  readonly keepClusters: boolean;
}): Promise<Oracle> {
  const session = await openSession({
    clusters: 2,
    federate: true,
    once: true,
    keep: false,
    sample: false,
    port: 7037,
  });
  try {
    const stage = new Stage(session.clusters);
    // Joined first: what starts afterwards has what a join asks of proxies, without a restart.
    await join(session.api, stage);
    await Promise.all(
      session.clusters.map(cluster =>
        startScene(stage.api(cluster.name), cluster),
      ),
    );
    await untilHealthy(stage);
    return { session, stage };
  } catch (error) {
    await session.close(options);
    throw error;
  }
}
