import { KubeError, type KubeObject, type ObjectRef } from './KubeApi.ts';
import type { Stage } from './Stage.ts';

/** Objects of a cluster that a scenario has touched. */
export interface Touched {
  readonly cluster: string;
  readonly object: ObjectRef;
}

interface Kept extends Touched {
  /** Undefined: there was none. */
  readonly before?: KubeObject;
}

/** Objects as they were before a scenario touched them. */
export class Snapshots {
  readonly #stage: Stage;
  readonly #kept: Kept[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get touched(): readonly Touched[] {
    return this.#kept;
  }

  /**
   * Must be called before an object is written or deleted; answers with the object as it is now.
   */
  async keep(
    cluster: string,
    object: ObjectRef,
  ): Promise<KubeObject | undefined> {
    const now = await this.#stage.api(cluster).get(object);
    const known = this.#kept.some(
      each =>
        each.cluster === cluster &&
        JSON.stringify(each.object) === JSON.stringify(object),
    );
    if (!known) {
      this.#kept.push({ cluster, object, ...(now && { before: now }) });
    }
    return now;
  }

  /**
   * Puts everything back, the last touched first. Goes on after a failure; throws the first one at
   * the end.
   */
  async restore(): Promise<void> {
    const failures: unknown[] = [];
    await Promise.all(
      this.#stage.names.map(async cluster => {
        const mine = this.#kept.filter(each => each.cluster === cluster);
        for (const kept of mine.reverse()) {
          await this.#restoreOne(kept).catch(error => failures.push(error));
        }
      }),
    );
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  async #restoreOne({ cluster, object, before }: Kept): Promise<void> {
    const api = this.#stage.api(cluster);
    if (!before) {
      return api.delete(object);
    }
    const { metadata } = before;
    const now = await api.get(object);
    if (now?.metadata.resourceVersion === metadata.resourceVersion) {
      return undefined;
    }
    if (!now) {
      const { resourceVersion, uid, ...rest } = metadata;
      await api.create({ ...before, metadata: rest });
    }
    const asBefore = async (tries = 0): Promise<void> => {
      const current = await api.get(object);
      const resourceVersion = current?.metadata.resourceVersion;
      const uid = current?.metadata.uid;
      try {
        await api.replace({
          ...before,
          metadata: { ...metadata, resourceVersion, uid },
        });
      } catch (error) {
        // A controller has written its status meanwhile.
        const retry =
          error instanceof KubeError && error.status === 409 && tries < 10;
        if (!retry) {
          throw error;
        }
        await asBefore(tries + 1);
      }
    };
    await asBefore();
    // The first writing has made us the manager of what it put back; who owned it is put back by
    // the second.
    return asBefore();
  }
}
