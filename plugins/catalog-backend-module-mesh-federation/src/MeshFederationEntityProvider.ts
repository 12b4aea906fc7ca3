import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Names the provider, its task, and whose its entities are. */
const NAME = 'mesh-federation';

interface Options {
  readonly schedule: SchedulerServiceTaskRunner;
  readonly logger: LoggerService;
  /** The entities of all federations; throws when they are not all known. */
  readonly read: (signal: AbortSignal) => Promise<readonly Entity[]>;
}

/**
 * Keeps one entity for each federation. Those of federations that are gone go as well; when not all
 * federations are known, everything stays as it is.
 */
export class MeshFederationEntityProvider implements EntityProvider {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { schedule, logger, read } = this.#options;
    await schedule.run({
      id: NAME,
      fn: async signal => {
        try {
          const entities = await read(signal);
          await connection.applyMutation({
            type: 'full',
            entities: entities.map(entity => ({ entity, locationKey: NAME })),
          });
        } catch (error) {
          logger.warn(
            `The federations in the catalog stay as they are: ${stringifyError(
              error,
            )}`,
          );
        }
      },
    });
  }
}
