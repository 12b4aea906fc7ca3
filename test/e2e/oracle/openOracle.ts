import type { Api } from '../../demo/api.ts';
import { openSession, type Session } from '../../demo/session.ts';
import { phase } from '../../times/phases.ts';
import { join, untilHealthy } from './heal.ts';
import { observeAfter } from './observeAfter.ts';
import { removeScene, scenes, startScene } from './scene.ts';
import { SceneQueue } from './SceneQueue.ts';
import { Stage } from './Stage.ts';

/** Joined clusters with the workloads of scenes, and Backstage with our plugin. */
export interface Oracle {
  readonly session: Session;
  readonly api: Api;
  readonly observe: () => Promise<void>;
  /** The first scene, for scenarios that have the clusters for themselves. */
  readonly stage: Stage;
  /**
   * All scenes, for scenarios that run side by side. More become ready while the first are in use.
   */
  readonly queue: SceneQueue;
  /** Leaves the first scene alone; the others are not needed any more. */
  keepFirstScene(): Promise<void>;
}

/** Brings all of it up; what is up already stays as it is. */
export async function openOracle(options: {
  readonly keepClusters: boolean;
  readonly scenes: number;
}): Promise<Oracle> {
  const session = await openSession({
    clusters: 2,
    federate: true,
    once: true,
    keep: false,
    sample: false,
    app: false,
    reuse: true,
    port: 7037,
  });
  try {
    const stages = scenes(options.scenes).map(
      scene => new Stage(session.clusters, scene),
    );
    const [first] = stages as [Stage];
    // Joined first: what starts afterwards has what a join asks of proxies, without a restart.
    await phase('join', () => join(session.api, first));
    await phase('first scene', () => start(first));
    const queue = new SceneQueue();
    queue.add(first);
    const others = startOthers(stages.slice(1), queue);
    return {
      session,
      api: session.api,
      observe: observeAfter(session.api),
      stage: first,
      queue,
      keepFirstScene: async () => {
        await others;
        await Promise.all(stages.slice(1).map(remove));
      },
    };
  } catch (error) {
    await session.close(options);
    throw error;
  }
}

async function start(stage: Stage): Promise<void> {
  await Promise.all(
    stage.clusters.map(cluster =>
      startScene(stage.api(cluster.name), cluster, stage.scene),
    ),
  );
  await untilHealthy(stage);
}

/**
 * Starts them one after the other; each makes the queue faster. A scene that does not start is no
 * failure: the scenarios run in the others.
 */
async function startOthers(
  stages: readonly Stage[],
  queue: SceneQueue,
): Promise<void> {
  for (const stage of stages) {
    try {
      await phase('one more scene, meanwhile', () => start(stage));
      queue.add(stage);
    } catch (error) {
      process.stderr.write(
        `Scene ${stage.scene.own} did not start: ${(error as Error).message}\n`,
      );
    }
  }
}

async function remove(stage: Stage): Promise<void> {
  await Promise.all(
    stage.names.map(name => removeScene(stage.api(name), stage.scene)),
  );
}
