import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderModuleMeshFederation from '@mesh-federation/backstage-plugin-scaffolder-backend-module-mesh-federation';
import type { ClusterClients } from '../../kubernetes/ClusterClient';
import { DefaultObservationService } from '../../observation/DefaultObservationService';
import { DefaultRunWorker } from '../../execution/run/DefaultRunWorker';
import { rehearsePlan } from '../../execution/objects/rehearsePlan';
import { meshFederationPlugin, partsExtensionPoint } from '../../plugin';
import { judgeHere } from '../../service/judging/threads/ThreadedJudging';
import type { Life } from './Life';
import { publishing } from './publishing';
import type { World } from './World';

/** Backstage leaves the pool of SQLite open, and its timer would keep the process. */
function keepConnection(pluginId: string, world: World) {
  return createBackendModule({
    pluginId,
    moduleId: 'keep-connection',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          world.connections.push(await database.getClient());
        },
      });
    },
  });
}

/** The Kubernetes plugin, as far as it lists the clusters. */
function kubernetesPlugin(world: World) {
  const items = Object.keys(world.clusters).map(name => ({
    name,
    authProvider: 'serviceAccount',
  }));
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((_, res) => {
            res.json({ items });
          });
        },
      });
    },
  });
}

/** The way to the clusters, which needs no network here, and the clock of the world. */
function partsOf(world: World, life: Life) {
  const clients: ClusterClients = {
    forCluster: name =>
      life.guarded(
        world.clusters[name as keyof World['clusters']].client,
        'cluster',
      ),
  };
  return createBackendModule({
    pluginId: 'mesh-federation',
    moduleId: 'test-parts',
    register(env) {
      env.registerInit({
        deps: { parts: partsExtensionPoint },
        async init({ parts }) {
          parts.replace({
            now: () => world.now(),
            createJudging: judgeHere,
            rehearse: options => rehearsePlan({ ...options, clients }),
            createObservation: options =>
              new DefaultObservationService({
                ...options,
                clients,
                exec: {
                  run: async ({ cluster }) => ({
                    ok: true,
                    value: world.secretDump(cluster),
                  }),
                },
              }),
            createWorker: options => {
              const worker = new DefaultRunWorker({
                ...options,
                clients,
                runs: life.guarded(options.runs, 'runs'),
                sleep: (ms, signal) =>
                  life.guard('sleep', () =>
                    options.sleep(Math.min(ms, 50), signal),
                  ),
              });
              return {
                wake: () => worker.wake(),
                start: () => worker.start(),
                // A process that is killed gives up nothing.
                stop: async () => (life.isOver ? undefined : worker.stop()),
                lookedAt: undefined,
              };
            },
          });
        },
      });
    },
  });
}

interface TaskEvent {
  readonly type: string;
  readonly body: {
    readonly message: string;
    readonly stepId?: string;
    readonly output?: object;
    readonly error?: Error;
  };
}

/** How a task ended. */
export interface TaskEnd {
  readonly lines: readonly string[];
  readonly output?: object;
  readonly error?: Error;
}

const realFetch = globalThis.fetch;
const realTimeout = globalThis.setTimeout;
const pause = () => new Promise<void>(resolve => realTimeout(resolve, 50));

/** Backstage with the scaffolder, its module and this plugin, as they are, for one life. */
export async function startBackstage(options: {
  readonly world: World;
  readonly life: Life;
  /** Section `scaffolder` of the configuration. */
  readonly scaffolder?: object;
  /** Permissions that nobody has; default none. May be changed. */
  readonly denied?: ReadonlySet<string>;
}) {
  const { world, life, scaffolder = {}, denied = new Set() } = options;
  globalThis.fetch = async (url, init) => {
    const { pathname, search } = new URL(String(url));
    const effect = pathname.startsWith('/api/mesh-federation/')
      ? `${init?.method ?? 'GET'} ${pathname.replace(
          '/api/mesh-federation',
          '',
        )}${search}`
      : 'other';
    const response = await life.guard(effect, () => realFetch(url, init));
    // Jest's tests have arrays of their own kind, which the scaffolder tells from those of fetch.
    response.json = async () => JSON.parse(await response.text());
    return response;
  };
  globalThis.setTimeout = Object.assign(life.timeout, realTimeout);
  const backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      scaffolderModuleMeshFederation,
      publishing(world, life),
      keepConnection('scaffolder', world),
      meshFederationPlugin,
      partsOf(world, life),
      keepConnection('mesh-federation', world),
      kubernetesPlugin(world),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => {
          const catalog = world.catalog();
          const { addLocation } = catalog;
          catalog.addLocation = (...location) =>
            life.guard('addLocation', () => addLocation(...location));
          return catalog;
        },
      }),
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.has(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example' },
          backend: {
            database: {
              client: 'better-sqlite3',
              connection: { directory: world.folder },
            },
            workingDirectory: world.folder,
          },
          scaffolder,
          meshFederation: {
            witness: { enabled: false },
            clusters: Object.keys(world.clusters).map(name => ({
              name,
              apiServerUrl: `https://${name}.example:6443`,
            })),
          },
        },
      }),
    ],
  });
  const root = `http://localhost:${backend.server.port()}/api`;

  async function call(method: string, path: string, body?: object) {
    const response = await realFetch(`${root}${path}`, {
      method,
      headers: {
        Authorization: mockCredentials.user.header(),
        'Content-Type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return JSON.parse(await response.text());
  }

  const eventsOf = (id: string): Promise<readonly TaskEvent[]> =>
    call('GET', `/scaffolder/v2/tasks/${id}/events`);

  return {
    call,
    /** Ends it, be it as it may; twice does no harm. */
    async stop() {
      life.end();
      await backend.stop();
    },
    async begin(template: string, values: object): Promise<string> {
      const { id } = await call('POST', '/scaffolder/v2/tasks', {
        templateRef: `template:default/${template}`,
        values,
      });
      return id;
    },
    /** As a person does who has seen that the task has failed. */
    async retry(id: string): Promise<void> {
      const path = `/scaffolder/v2/tasks/${id}`;
      while ((await call('GET', path)).status !== 'failed') await pause();
      await call('POST', `${path}/retry`, {});
    },
    async cancel(id: string): Promise<void> {
      await call('POST', `/scaffolder/v2/tasks/${id}/cancel`);
    },
    async end(id: string): Promise<TaskEnd> {
      for (;;) {
        const events = await eventsOf(id);
        const end = events.find(({ type }) => type === 'completion');
        if (end) {
          return { lines: events.map(({ body }) => body.message), ...end.body };
        }
        await pause();
      }
    },
  };
}

export type Backstage = Awaited<ReturnType<typeof startBackstage>>;
