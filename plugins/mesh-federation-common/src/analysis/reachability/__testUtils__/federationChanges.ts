import { NETWORK_LABEL, observed } from '../../../model';
import {
  OBSERVED_AT,
  aRemoteSecret,
  aSystemNamespace,
  anOwnership,
  withControlPlane,
  withPods,
  withState,
} from '@mesh-federation/fixtures';
import { withListedRoots } from '../legs/__testUtils__/identityCases';
import {
  type MeshChange,
  changingState,
  changingList,
  withProxy,
} from './MeshChange';

/** Changes of trust, discovery and networks: what a join makes or mends. */
export const FEDERATION_CHANGES: Readonly<Record<string, MeshChange>> = {
  'no foreign root': (states, cluster) => withListedRoots(states, cluster, []),
  'no multi-root mesh': (states, cluster) =>
    withControlPlane(states, cluster, plane => ({
      ...plane,
      multiRootMesh: false,
    })),
  'no remote secret': changingState(() => ({
    remoteSecrets: observed([], OBSERVED_AT),
  })),
  'remote secrets twice': changingState(({ remoteSecrets }) => ({
    remoteSecrets:
      remoteSecrets.status === 'observed'
        ? observed(
            remoteSecrets.value.flatMap(item => [
              item,
              {
                ...item,
                secret: { ...item.secret, name: `${item.secret.name}-2` },
              },
            ]),
            OBSERVED_AT,
          )
        : remoteSecrets,
  })),
  'tokens rejected': changingState(({ remoteSecrets }) => ({
    remoteSecrets: changingList(remoteSecrets, item => ({
      ...item,
      token: observed('rejected' as const, OBSERVED_AT),
    })),
  })),
  'remote secrets of another tool': changingState(({ remoteSecrets }) => ({
    remoteSecrets: changingList(remoteSecrets, ({ clusterId }) =>
      aRemoteSecret(clusterId),
    ),
  })),
  'istiod knows no other cluster': (states, cluster) =>
    withControlPlane(states, cluster, plane => ({
      ...plane,
      replicas: plane.replicas.map(replica => ({
        ...replica,
        sync: observed([], OBSERVED_AT),
      })),
    })),
  'no gateway': changingState(() => ({ gateways: observed([], OBSERVED_AT) })),
  'gateway without address': changingState(({ gateways }) => ({
    gateways: changingList(gateways, item => ({
      ...item,
      addresses: [],
      programmed: false,
    })),
  })),
  'gateway for other hosts': changingState(({ gateways }) => ({
    gateways: changingList(gateways, item => ({
      ...item,
      hosts: ['*.example.com'],
    })),
  })),
  'no reader': changingState(() => ({
    reader: observed(
      { objects: [], complete: false, secrets: false },
      OBSERVED_AT,
    ),
  })),
  'on the network of east': (states, cluster) =>
    ['orders', 'only-west', 'client'].reduce(
      (all, app) => withPods(all, cluster, app, withProxy({ network: 'east' })),
      withState(states, cluster, ({ namespaces }) => ({
        network: observed(
          { label: 'east', ownership: anOwnership() },
          OBSERVED_AT,
        ),
        namespaces: changingList(namespaces, item =>
          item.labels[NETWORK_LABEL] === undefined
            ? item
            : aSystemNamespace('east'),
        ),
      })),
    ),
};
