import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { meshFederationPermissions } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { JsonObject } from '@backstage/types';
import { Router } from 'express';
import request from 'supertest';
import { closeDatabase } from './__testUtils__/closeDatabase';
import meshFederationPlugin from './index';
import { judgeHere } from './service/judging/threads/ThreadedJudging';
import { partsExtensionPoint } from './plugin';

// The first test starts a backend.
jest.setTimeout(60_000);

/** Whether the clusters give no answer at all, and what is told when they are asked. */
let isSilent = false;
let asked: () => void = () => {};

/** A Kubernetes plugin whose clusters are east and west, neither of which answers. */
const kubernetesPlugin = createBackendPlugin({
  pluginId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/clusters', (_, res) => {
          res.json({
            items: ['west', 'east'].map(name => ({
              name,
              authProvider: 'serviceAccount',
            })),
          });
        });
        router.use('/proxy', (_, res) => {
          if (isSilent) {
            asked();
            return;
          }
          res.status(500).json({
            error: { name: 'Error', message: 'connect ECONNREFUSED' },
          });
        });
        httpRouter.use(router);
      },
    });
  },
});

/** Threads of Node do not have Jest's transformations. */
const withoutThreads = createBackendModule({
  pluginId: 'mesh-federation',
  moduleId: 'without-threads',
  register(env) {
    env.registerInit({
      deps: { parts: partsExtensionPoint },
      async init({ parts }) {
        parts.replace({ createJudging: judgeHere });
      },
    });
  },
});

function start(meshFederation: JsonObject = {}) {
  const permissionsRegistry = mockServices.permissionsRegistry.mock();
  const backend = startTestBackend({
    features: [
      meshFederationPlugin,
      withoutThreads,
      closeDatabase,
      kubernetesPlugin,
      catalogServiceMock.factory({ entities: [] }),
      permissionsRegistry.factory,
      mockServices.rootConfig.factory({ data: { meshFederation } }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
    ],
  });
  return { backend, permissionsRegistry };
}

describe('the plugin', () => {
  it('starts with nothing configured, registers its permissions and shows clusters that do not answer as unknown', async () => {
    const { backend, permissionsRegistry } = start();
    const { server } = await backend;
    const user = mockCredentials.user.header();

    const observed = await request(server)
      .post('/api/mesh-federation/observations')
      .set('Authorization', user)
      .send({});
    const clusters = await request(server)
      .get('/api/mesh-federation/clusters')
      .set('Authorization', user);

    expect(permissionsRegistry.addPermissions).toHaveBeenCalledWith(
      meshFederationPermissions,
    );
    expect(observed.status).toBe(200);
    expect(clusters.body.items).toMatchObject([
      { cluster: { name: 'east' }, reachable: { status: 'unknown' } },
      { cluster: { name: 'west' }, reachable: { status: 'unknown' } },
    ]);
  });

  it('serves nothing to nobody', async () => {
    const { server } = await start().backend;

    const response = await request(server).get('/api/mesh-federation/clusters');

    expect(response.status).toBe(401);
  });

  it('ends within two seconds while clusters are asked that give no answer', async () => {
    isSilent = true;
    const begun = new Promise<void>(resolve => {
      asked = resolve;
    });
    const { backend } = start({ observation: { callTimeout: '60s' } });
    const started = await backend;
    const observed = request(started.server)
      .post('/api/mesh-federation/observations')
      .set('Authorization', mockCredentials.user.header())
      .send({})
      .then(({ status }) => status);
    await begun;
    const from = Date.now();

    await started.stop();

    expect(Date.now() - from).toBeLessThan(2000);
    expect(await observed).toBe(500);
    isSilent = false;
  });

  it('does not start with a wrong configuration, and says which key it is', async () => {
    const { backend } = start({ runs: { lease: 'short' } });

    await expect(backend).rejects.toThrow('meshFederation.runs.lease');
  });
});
