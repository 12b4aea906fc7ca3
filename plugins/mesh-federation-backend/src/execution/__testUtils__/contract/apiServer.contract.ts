/**
 * The contract on a real API server, through the real Kubernetes backend of Backstage. Not a unit
 * test: the end-to-end tests start the API server and run this file by its path, so that it is
 * never skipped without a word.
 */
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { ClusterConnections } from '../../../kubernetes/client/ClusterConnections';
import {
  callSubject,
  resourcePath,
} from '../../../kubernetes/objects/clusterPaths';
import { pluginTokenSource } from '../../../kubernetes/client/PluginToken';
import { ProxyClusterClients } from '../../../kubernetes/client/ProxyClusterClients';
import { ProxyTransport } from '../../../kubernetes/client/ProxyTransport';
import { startKubernetesBackend } from '../../../observation/__testUtils__/startKubernetesBackend';
import { describeClusterClientContract } from './clusterClientContract';
import { valueOf, type ContractCluster } from './contractObjects';

jest.setTimeout(120_000);

const CLUSTER = 'contract';

/** As `test/e2e/contract.test.ts` writes it. */
const apiServerSchema = z.object({
  url: z.string(),
  /** PEM in base64. */
  caData: z.string(),
  token: z.string(),
});

function kubernetesConfig(): JsonObject {
  const { url, caData, token } = apiServerSchema.parse(
    JSON.parse(process.env.MESH_FEDERATION_CONTRACT_API_SERVER ?? '{}'),
  );
  return {
    serviceLocatorMethod: { type: 'multiTenant' },
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: CLUSTER,
            url,
            caData,
            authProvider: 'serviceAccount',
            serviceAccountToken: token,
          },
        ],
      },
    ],
  };
}

async function connect(): Promise<ContractCluster> {
  const { auth, discovery } = await startKubernetesBackend({
    kubernetes: kubernetesConfig(),
  });
  const transport = new ProxyTransport({
    connections: new ClusterConnections({
      discovery,
      token: pluginTokenSource({ auth }),
    }),
    deadlineMs: 60_000,
    stopped: new AbortController().signal,
    concurrentCallsPerCluster: 4,
    concurrentCalls: 4,
  });
  return {
    client: new ProxyClusterClients({ transport }).forCluster(CLUSTER),
    createAs: async (manager, address, object) => {
      const collection = { ...address, name: undefined };
      valueOf(
        await transport.call(CLUSTER, {
          method: 'POST',
          path: `${resourcePath(collection)}?fieldManager=${manager}`,
          subject: callSubject('create', collection),
          body: JSON.stringify(object),
          contentType: 'application/json',
        }),
      );
    },
  };
}

describeClusterClientContract('a real API server', connect);
