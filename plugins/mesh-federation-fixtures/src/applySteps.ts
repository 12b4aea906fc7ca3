import {
  optional,
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  SHARED_MESH_CONFIG,
  observed,
  type ClusterState,
  type ControlPlane,
  type Observed,
  type RemoteSecret,
  type Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from './aCertificate';
import { aGateway } from './aClusterState';
import { anOwnership, ownOwnership } from './aControlPlane';
import { OBSERVED_AT } from './times';

/**
 * The states as they are when every step has worked, one after the other. For clusters with
 * istiod's own CA and our own list of roots.
 */
export function applySteps(
  states: readonly ClusterState[],
  steps: readonly Step[],
): readonly ClusterState[] {
  return steps.reduce<readonly ClusterState[]>(
    (current, step) =>
      current.map(state =>
        state.cluster === step.cluster ? applyStep(state, step) : state,
      ),
    states,
  );
}

function applyStep(state: ClusterState, step: Step): ClusterState {
  const at = OBSERVED_AT;
  switch (step.type) {
    case 'trust-roots':
      return mapPlanes(state, plane => ({
        ...plane,
        shared: map(plane.shared, shared => ({
          ...shared,
          exists: step.federations.length > 0,
          ownership: ownOwnership(step.federations),
          caCertificates: step.roots.map(({ certificate }) => certificate),
          xdsAgent: step.federations.length > 0,
        })),
      }));
    case 'multi-root':
      return mapPlanes(state, ({ sharedMeshConfig: _, ...plane }) => ({
        ...plane,
        multiRootMesh: step.enabled,
        ownsFlags: step.enabled,
        ...optional({
          sharedMeshConfig: step.enabled ? SHARED_MESH_CONFIG : undefined,
        }),
      }));
    case 'restart-workloads':
      return {
        ...state,
        workloads: map(state.workloads, workloads =>
          workloads.map(workload => ({
            ...workload,
            proxiesWithXdsAgent: workload.proxies,
          })),
        ),
      };
    case 'network':
      return {
        ...state,
        network: observed(
          {
            label: step.network,
            ownership: step.network === '' ? anOwnership() : ownOwnership(),
          },
          at,
        ),
      };
    case 'gateway':
      return {
        ...state,
        gateways: map(state.gateways, gateways => [
          ...gateways.filter(({ object }) => object.name !== GATEWAY_NAME),
          aGateway(step.network, {
            object: {
              apiVersion: 'gateway.networking.k8s.io/v1',
              kind: 'Gateway',
              namespace: ISTIO_NAMESPACE,
              name: GATEWAY_NAME,
            },
            ownership: ownOwnership(step.federations),
          }),
        ]),
      };
    case 'remove-gateway':
      return {
        ...state,
        gateways: map(state.gateways, gateways =>
          gateways.filter(
            ({ object }) => object.name !== step.gateway.object.name,
          ),
        ),
      };
    case 'reader':
      return {
        ...state,
        reader: observed(
          {
            objects: [
              {
                object: {
                  apiVersion: 'v1',
                  kind: 'ServiceAccount',
                  name: 'reader',
                },
                resourceVersion: '1',
                ownership: ownOwnership(step.federations),
              },
            ],
            complete: true,
            secrets: step.choice === 'with-secrets',
          },
          at,
        ),
      };
    case 'remove-reader':
      return {
        ...state,
        reader: observed({ objects: [], complete: false, secrets: false }, at),
      };
    case 'remote-secret':
      return mapSecrets(state, secrets => [
        ...secrets.filter(({ clusterId }) => clusterId !== step.clusterId),
        writtenSecret(step),
      ]);
    case 'remove-remote-secret':
      // istiod forgets the cluster by itself.
      return mapSync(
        mapSecrets(state, secrets =>
          secrets.filter(({ secret }) => secret.name !== step.secret.name),
        ),
        entries =>
          entries.filter(({ clusterId }) => clusterId !== step.clusterId),
      );
    case 'wait-sync':
      return mapSync(state, entries => [
        ...entries.filter(({ clusterId }) => clusterId !== step.clusterId),
        {
          clusterId: step.clusterId,
          status: step.choice === 'with-secrets' ? 'synced' : 'timeout',
        },
      ]);
    case 'verify-trust':
      return mapPlanes(state, plane => ({ ...plane, rolledOut: true }));
    default:
      // A gate for what the cluster does by itself.
      return state;
  }
}

function writtenSecret(
  step: Extract<Step, { readonly type: 'remote-secret' }>,
): RemoteSecret {
  return {
    secret: {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: ISTIO_NAMESPACE,
      name: `istio-remote-secret-${step.clusterId}`,
    },
    resourceVersion: '301',
    ownership: ownOwnership(step.federations),
    clusterId: step.clusterId,
    server: step.server,
    caFingerprints: [aCertificate(`api-ca-of-${step.peer}`).fingerprint],
    credential: 'token',
    tokenExpiresAt: '2026-07-01T12:00:00.000Z',
    token: observed('accepted', OBSERVED_AT),
  };
}

function map<T>(fact: Observed<T>, change: (value: T) => T): Observed<T> {
  return fact.status === 'observed'
    ? { ...fact, value: change(fact.value) }
    : fact;
}

function mapPlanes(
  state: ClusterState,
  change: (plane: ControlPlane) => ControlPlane,
): ClusterState {
  return {
    ...state,
    controlPlanes: map(state.controlPlanes, planes => planes.map(change)),
  };
}

function mapSecrets(
  state: ClusterState,
  change: (secrets: readonly RemoteSecret[]) => readonly RemoteSecret[],
): ClusterState {
  return { ...state, remoteSecrets: map(state.remoteSecrets, change) };
}

type Sync = ControlPlane['replicas'][number]['sync'];
type Entries = Extract<Sync, { readonly status: 'observed' }>['value'];

function mapSync(
  state: ClusterState,
  change: (entries: Entries) => Entries,
): ClusterState {
  return mapPlanes(state, plane => ({
    ...plane,
    replicas: plane.replicas.map(replica => ({
      ...replica,
      sync: map(replica.sync, change),
    })),
  }));
}
