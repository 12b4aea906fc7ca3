import {
  type AuditorServiceEvent,
  type ServiceRef,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Entity } from '@backstage/catalog-model';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  ClusterState,
  InventoryCluster,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aClusterState } from '@mesh-federation/fixtures';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { DatabaseFederationStore } from '../database/DatabaseFederationStore';
import { DatabaseRunStore } from '../database/DatabaseRunStore';
import { judgeHere } from '../service/judging/threads/ThreadedJudging';
import type { ObservationService } from '../observation/ObservationService';
import { closeDatabase } from './closeDatabase';
import type { Witness } from '../observation/witness/Witness';
import { packForTest } from './packForTest';
import { meshFederationPlugin, partsExtensionPoint } from '../plugin';

export const NOW = new Date('2026-06-01T00:00:00.000Z');

/** Has every permission. */
export const ADMIN = 'user:default/admin';

/** Another backend plugin or program: Backstage grants it every permission. */
export const SERVICE = 'external:test-service';

/** Has this permission and no other. */
export function only(permission: string): string {
  return `user:default/only-${permission}`;
}

/** Has every permission but this. */
export function allBut(permission: string): string {
  return `user:default/but-${permission}`;
}

function isAllowed(user: string | undefined, permission: string): boolean {
  if (user === ADMIN || user === undefined) {
    return true;
  }
  return user.startsWith('user:default/only-')
    ? user === only(permission)
    : user !== allBut(permission);
}

const CLUSTERS = ['east', 'west', 'north', 'south'];

const INVENTORY: readonly InventoryCluster[] = [
  ...CLUSTERS.map(name => ({
    name,
    authProvider: 'serviceAccount',
    usable: true,
    entityRef: `resource:default/${name}`,
  })),
  { name: 'personal', authProvider: 'oidc', usable: false },
];

const COMPONENT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'cart',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'cart' },
  },
  spec: { type: 'service' },
};

/** What the auditor was told of one event. */
export interface AuditRecord {
  readonly eventId: string;
  readonly meta: object;
  readonly result: 'succeeded' | 'failed';
  readonly error?: string;
}

/** An observation service over states that a test can change. */
function fakeObservation(states: Map<string, ClusterState>) {
  const all = () => [...states.values()].map(state => ({ state }));
  return {
    observe: jest.fn<
      ReturnType<ObservationService['observe']>,
      Parameters<ObservationService['observe']>
    >(async ({ clusters } = {}) =>
      all().filter(({ state }) => clusters?.includes(state.cluster) ?? true),
    ),
    packed: async () => all().map(item => packForTest(item)),
    inventory: async () => ({ clusters: INVENTORY, findings: [] }),
  };
}

function fakeAuditor(records: AuditRecord[]) {
  return mockServices.auditor.mock({
    createEvent: async ({ eventId, meta: before }) => {
      const event: AuditorServiceEvent = {
        success: async options => {
          const meta = { ...before, ...options?.meta };
          records.push({ eventId, meta, result: 'succeeded' });
        },
        fail: async ({ error, meta: after }) => {
          const meta = { ...before, ...after };
          const result = 'failed';
          records.push({ eventId, meta, result, error: error.name });
        },
      };
      return event;
    },
  });
}

function fakePermissions() {
  return mockServices.permissions.mock({
    authorize: async (requests, { credentials }) => {
      const { userEntityRef } = credentials.principal as {
        userEntityRef?: string;
      };
      return requests.map(({ permission }) => ({
        result: isAllowed(userEntityRef, permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }));
    },
  });
}

function factoryOf<T extends object>(
  service: ServiceRef<T, 'plugin', 'singleton'>,
  instance: T,
) {
  return createServiceFactory({ service, deps: {}, factory: () => instance });
}

/**
 * The plugin as it is composed, with clusters that are plain data and runs that nobody works on.
 * Four clusters with a stock Istio: east, west, north and south; `personal` cannot be observed.
 * The catalog has Component `cart` unless told otherwise. Ids are `id-1`, `id-2` and so on.
 */
export async function startTestServer(
  options: {
    readonly entities?: readonly Entity[];
    /** Section `meshFederation` of the configuration. */
    readonly config?: JsonObject;
    /** Offers the actions at Backstage's MCP endpoint instead of in `registry`. */
    readonly mcp?: boolean;
  } = {},
) {
  const states = new Map(CLUSTERS.map(name => [name, aClusterState(name)]));
  const observation = fakeObservation(states);
  const witness = {
    ask: jest.fn<ReturnType<Witness['ask']>, Parameters<Witness['ask']>>(
      async ({ proxies }) =>
        proxies.map(() => ({
          ok: false,
          reason: { kind: 'error', message: 'istiod of a test says nothing' },
        })),
    ),
  };
  const records: AuditRecord[] = [];
  const wake = jest.fn();
  const publish = jest.fn(async (_message: JsonObject) => {});
  const catalog = catalogServiceMock({
    entities: [...(options.entities ?? [COMPONENT])],
  });
  const getEntityByRef = jest.spyOn(catalog, 'getEntityByRef');
  const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
  const registry = actionsRegistryServiceMock();
  const clock = { now: NOW };
  let knex: Knex | undefined;
  let ids = 0;
  const replaceParts = createBackendModule({
    pluginId: 'mesh-federation',
    moduleId: 'test-parts',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database, parts: partsExtensionPoint },
        async init({ database, parts }) {
          knex = await database.getClient();
          parts.replace({
            now: () => clock.now,
            newId: () => {
              ids += 1;
              return `id-${ids}`;
            },
            createObservation: () => observation,
            createJudging: judgeHere,
            createWitness: () => witness,
            rehearse: async () => [],
            createWorker: () => ({
              wake,
              start: async () => {},
              stop: async () => {},
              lookedAt: clock.now,
            }),
          });
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [
      meshFederationPlugin,
      replaceParts,
      closeDatabase,
      factoryOf(catalogServiceRef, catalog),
      ...(options.mcp
        ? [mcpPlugin]
        : [factoryOf(actionsRegistryServiceRef, registry)]),
      factoryOf(signalsServiceRef, {
        publish: ({ message }) => publish(message),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example' },
          backend: { actions: { pluginSources: ['mesh-federation'] } },
          meshFederation: options.config ?? {},
        },
      }),
      // Observes nothing by itself.
      mockServices.scheduler.mock().factory,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      fakeAuditor(records).factory,
      fakePermissions().factory,
    ],
  });
  if (!knex) {
    throw new Error('The plugin was not initialized');
  }
  return {
    states,
    observation,
    witness,
    records,
    wake,
    publish,
    getEntityByRef,
    getEntitiesByRefs,
    /** The actions; their ids begin with `test:`. */
    registry,
    clock,
    /** Of Backstage's MCP endpoint. */
    mcpUrl: () => `http://localhost:${server.port()}/api/mcp-actions/v1`,
    /** Any request as any user; nobody when the user is undefined. */
    async call(
      user: string | undefined,
      method: 'delete' | 'get' | 'put' | 'post',
      path: string,
      body?: object,
    ) {
      const request = supertest(server)[method](`/api/mesh-federation${path}`);
      if (user !== undefined) {
        request.set(
          'Authorization',
          user === SERVICE
            ? mockCredentials.service.header()
            : mockCredentials.user.header(user),
        );
      }
      return body === undefined ? request : request.send(body);
    },
    /** Everything that the plugin has stored. */
    async stored() {
      const database = knex!;
      const tables = ['federations', 'plans', 'runs', 'run_events'];
      return Promise.all(tables.map(table => database(table).select()));
    },
    federations: new DatabaseFederationStore(knex),
    runs: new DatabaseRunStore(knex),
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
