import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogModuleMeshFederation } from '../module';
import { fakeMeshFederation } from './fakeMeshFederation';

const TASK = 'mesh-federation';

/** Backstage leaves the pool of SQLite open, and its timer would keep the process. */
const closeDatabase = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'close-database',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
      },
      async init({ database, lifecycle }) {
        const knex = await database.getClient();
        lifecycle.addShutdownHook(() => knex.destroy());
      },
    });
  },
});

/**
 * A real catalog with the module and the entities of a file, and a mesh federation backend that
 * answers as it is told. Federations are read when a test says so.
 */
export async function startCatalog(options: {
  /** Path of a YAML file. */
  readonly file: string;
  readonly owner?: string;
}) {
  const { file, owner } = options;
  const mesh = fakeMeshFederation();
  const scheduler = mockServices.scheduler();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleMeshFederation,
      closeDatabase,
      mesh.plugin,
      logger.factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example/' },
          catalog: {
            rules: [{ allow: ['Resource', 'Component'] }],
            locations: [{ type: 'file', target: file }],
            ...(owner === undefined
              ? {}
              : { providers: { meshFederation: { owner } } }),
          },
        },
      }),
    ],
  });
  const base = `http://localhost:${server.port()}/api/catalog/entities`;
  return {
    mesh,
    /** What was warned of so far. */
    warnings: () => logger.warn.mock.calls.map(([line]) => line),
    async readFederations() {
      await scheduler.triggerTask(TASK);
    },
    async federations(): Promise<readonly Entity[]> {
      const filter = 'kind=resource,spec.type=mesh-federation';
      return (await fetch(`${base}?filter=${filter}`)).json();
    },
    async entity(kind: string, namespace: string, name: string) {
      const response = await fetch(
        `${base}/by-name/${kind}/${namespace}/${name}`,
      );
      return response.ok ? ((await response.json()) as Entity) : undefined;
    },
  };
}

/** Asks until it is so: the catalog works through its entities by and by. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isSo: (answer: T) => boolean,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (isSo(answer) || attempt === 150) return answer;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
