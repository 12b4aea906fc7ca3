import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunWorker } from '../../execution/run/RunWorker';
import type { ObservationService } from '../../observation/ObservationService';
import { healthOf, type Health } from './health';
import type { HealthService } from './HealthService';

export interface DefaultHealthServiceOptions {
  readonly observation: Pick<ObservationService, 'inventory' | 'packed'>;
  readonly worker: Pick<RunWorker, 'lookedAt'>;
  /** How often the clusters are observed, and how long that may take. */
  readonly schedule: {
    readonly frequencySeconds: number;
    readonly turnSeconds: number;
  };
  readonly now: () => Date;
}

/** {@link HealthService} of this process. */
export class DefaultHealthService implements HealthService {
  readonly #options: DefaultHealthServiceOptions;
  readonly #startedAt: Date;

  constructor(options: DefaultHealthServiceOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  async getHealth(): Promise<Health> {
    const { observation, worker, schedule, now } = this.#options;
    const [inventory, clusters] = await Promise.all([
      observation.inventory(),
      observation.packed(),
    ]);
    return healthOf({
      ...schedule,
      ...optional({ workerLookedAt: worker.lookedAt }),
      // Of a cluster that nobody has asked nothing is stored.
      askedAt: clusters.flatMap(item => ('digest' in item ? [item.at] : [])),
      usableClusters: inventory.clusters.filter(({ usable }) => usable).length,
      startedAt: this.#startedAt,
      now: now(),
    });
  }
}
