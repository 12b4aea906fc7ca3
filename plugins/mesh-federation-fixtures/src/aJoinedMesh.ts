import {
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  READER_NAME,
  SHARED_MESH_CONFIG,
  observed,
  type ClusterState,
  type ObjectRef,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from './aCertificate';
import { aClusterState, aGateway, aRemoteSecret } from './aClusterState';
import {
  aControlPlane,
  aSharedMeshConfig,
  ownOwnership,
} from './aControlPlane';
import { OBSERVED_AT } from './times';

interface JoinedOptions {
  readonly federation?: string;
  readonly reader?: ReaderChoice;
}

/**
 * The clusters as they are after this plugin has joined all of them: trusted, synced, nothing left
 * to do.
 */
export function aJoinedMesh(
  names: readonly string[],
  options: JoinedOptions = {},
): readonly ClusterState[] {
  return names.map(name =>
    aJoinedCluster(
      name,
      names.filter(other => other !== name),
      options,
    ),
  );
}

/** `east` and `west`, joined. */
export function aJoinedPair(
  options: JoinedOptions = {},
): readonly [ClusterState, ClusterState] {
  return [
    aJoinedCluster('east', ['west'], options),
    aJoinedCluster('west', ['east'], options),
  ];
}

function aJoinedCluster(
  name: string,
  peers: readonly string[],
  options: JoinedOptions,
): ClusterState {
  const at = OBSERVED_AT;
  const ownership = ownOwnership([options.federation ?? 'demo']);
  const withSecrets = options.reader !== 'without-secrets';
  const roots = peers.map(peer => aCertificate(peer));
  return aClusterState(name, {
    controlPlanes: observed(
      [
        aControlPlane(name, {
          multiRootMesh: true,
          sharedMeshConfig: SHARED_MESH_CONFIG,
          ownsFlags: true,
          generation: 2,
          replicas: [
            {
              pod: `istiod-${name}-1`,
              ready: true,
              sync: observed(
                peers.map(peer => ({
                  clusterId: peer,
                  status: withSecrets
                    ? ('synced' as const)
                    : ('timeout' as const),
                })),
                at,
              ),
            },
          ],
          shared: observed(
            aSharedMeshConfig({
              exists: true,
              resourceVersion: '150',
              ownership,
              caCertificates: roots,
              xdsAgent: true,
            }),
            at,
          ),
        }),
      ],
      at,
    ),
    remoteSecrets: observed(
      peers.map(peer =>
        aRemoteSecret(peer, {
          ownership,
          tokenExpiresAt: '2026-06-30T12:00:00.000Z',
          tokenSubject: `system:serviceaccount:${ISTIO_NAMESPACE}:${READER_NAME}`,
        }),
      ),
      at,
    ),
    network: observed({ label: name, ownership }, at),
    gateways: observed(
      [
        aGateway(name, {
          object: {
            apiVersion: 'gateway.networking.k8s.io/v1',
            kind: 'Gateway',
            namespace: ISTIO_NAMESPACE,
            name: GATEWAY_NAME,
          },
          ownership,
        }),
      ],
      at,
    ),
    reader: observed(
      {
        objects: readerObjects().map(object => ({
          object,
          resourceVersion: '160',
          ownership,
        })),
        complete: true,
        secrets: withSecrets,
      },
      at,
    ),
    proxyRoots: observed(
      [
        {
          namespace: 'sample',
          pod: 'client-1',
          workload: 'client',
          roots: observed(
            [name, ...peers].map(root => aCertificate(root).fingerprint),
            at,
          ),
        },
      ],
      at,
    ),
  });
}

function readerObjects(): readonly ObjectRef[] {
  const rbac = 'rbac.authorization.k8s.io/v1';
  return [
    { apiVersion: rbac, kind: 'ClusterRole', name: READER_NAME },
    { apiVersion: rbac, kind: 'ClusterRoleBinding', name: READER_NAME },
    {
      apiVersion: rbac,
      kind: 'Role',
      namespace: ISTIO_NAMESPACE,
      name: READER_NAME,
    },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      namespace: ISTIO_NAMESPACE,
      name: READER_NAME,
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      namespace: ISTIO_NAMESPACE,
      name: READER_NAME,
    },
  ];
}
