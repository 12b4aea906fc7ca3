import { Life } from './Life';
import { startBackstage, type Backstage, type TaskEnd } from './startBackstage';
import type { World } from './World';

/** A moment at which Backstage is killed. */
export interface Kill {
  /** The effect that was done and of which Backstage does not hear, such as `POST /plans/…`. */
  readonly after: RegExp;
  /** What happens before, while Backstage is not there. */
  readonly before?: () => void;
}

/** Longer than a task may be silent before it is recovered or, without recovery, has failed. */
const AWAY = {
  recovered: { minutes: 2 },
  retried: { minutes: 25 * 60 },
};

/**
 * Begins a task and kills Backstage again and again. Each time the task is recovered by Backstage,
 * or tried again by a person when it has failed. Gives how it ended, and the last Backstage.
 */
export async function killedAt(options: {
  readonly world: World;
  readonly template: string;
  readonly values: object;
  readonly how: 'recovered' | 'retried';
  readonly kills: readonly Kill[];
}): Promise<{ readonly end: TaskEnd; readonly backstage: Backstage }> {
  const { world, template, values, how, kills } = options;
  const scaffolder = { taskRecovery: { enabled: how === 'recovered' } };
  let task: string | undefined;
  for (const { after, before } of kills) {
    before?.();
    const life = new Life(effect => after.test(effect));
    const backstage = await startBackstage({ world, life, scaffolder });
    task = await goOn(backstage, task);
    const end = await Promise.race([life.killed, backstage.end(task)]);
    if (end) {
      throw new Error(`Ended before ${after}:\n${end.lines.join('\n')}`);
    }
    await backstage.stop();
    await world.pass(AWAY[how]);
  }
  const life = new Life(() => false);
  const backstage = await startBackstage({ world, life, scaffolder });
  const end = await backstage.end(await goOn(backstage, task));
  return { end, backstage };

  async function goOn(to: Backstage, id: string | undefined): Promise<string> {
    if (id === undefined) return to.begin(template, values);
    if (how === 'retried') await to.retry(id);
    return id;
  }
}
