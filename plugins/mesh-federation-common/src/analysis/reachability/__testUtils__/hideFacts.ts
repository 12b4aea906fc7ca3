import {
  unknown,
  type ClusterState,
  type ControlPlane,
  type IstioConfiguration,
  type Observed,
  type UnknownReason,
} from '../../../model';
import { OBSERVED_AT } from '@mesh-federation/fixtures';

const REASON: UnknownReason = { kind: 'timeout', message: 'timed out' };

const hidden = <T>(): Observed<T> => unknown<T>(REASON, OBSERVED_AT);

type Hide = (state: ClusterState) => ClusterState;

const SECTIONS = [
  'uid',
  'kubernetesVersion',
  'access',
  'controlPlanes',
  'trustStore',
  'remoteSecrets',
  'network',
  'gateways',
  'unlabelledGateways',
  'gatewayApi',
  'reader',
  'workloads',
  'proxyRoots',
  'services',
  'endpointSlices',
  'pods',
  'nodes',
  'namespaces',
  'networkPolicies',
  'networkPlugins',
  'ambient',
] as const satisfies readonly (keyof ClusterState)[];

const KINDS = [
  'peerAuthentications',
  'authorizationPolicies',
  'destinationRules',
  'sidecars',
  'virtualServices',
  'serviceEntries',
  'workloadEntries',
  'proxyConfigs',
  'proxyExtensions',
] as const satisfies readonly (keyof IstioConfiguration)[];

const hideSection =
  (section: (typeof SECTIONS)[number]): Hide =>
  state => ({ ...state, [section]: hidden() });

const hideKind =
  (kind: (typeof KINDS)[number]): Hide =>
  state => ({
    ...state,
    configuration: { ...state.configuration, [kind]: hidden() },
  });

const hideInPlanes =
  (hide: (plane: ControlPlane) => ControlPlane): Hide =>
  state => ({ ...state, controlPlanes: within(state.controlPlanes, hide) });

/** Everything that can be unknown on its own, by name. */
export const HIDEABLE: Readonly<Record<string, Hide>> = {
  ...Object.fromEntries(SECTIONS.map(name => [name, hideSection(name)])),
  ...Object.fromEntries(KINDS.map(name => [name, hideKind(name)])),
  meshConfig: hideInPlanes(plane => ({ ...plane, meshConfig: hidden() })),
  sharedMeshConfig: hideInPlanes(plane => ({ ...plane, shared: hidden() })),
  sync: hideInPlanes(plane => ({
    ...plane,
    replicas: plane.replicas.map(replica => ({ ...replica, sync: hidden() })),
  })),
  tokens: state => ({
    ...state,
    remoteSecrets: within(state.remoteSecrets, secret => ({
      ...secret,
      token: hidden(),
    })),
  }),
  roots: state => ({
    ...state,
    proxyRoots: within(state.proxyRoots, proxy => ({
      ...proxy,
      roots: hidden(),
    })),
  }),
  caPem: state => ({
    ...state,
    apiServer: { ...state.apiServer, caPem: hidden(), caFingerprints: [] },
  }),
  everything: state =>
    [...SECTIONS.map(hideSection), ...KINDS.map(hideKind)].reduce(
      (current, hide) => hide(current),
      state,
    ),
};

function within<T>(
  list: Observed<readonly T[]>,
  change: (item: T) => T,
): Observed<readonly T[]> {
  return list.status === 'observed'
    ? { ...list, value: list.value.map(change) }
    : list;
}
