import type {
  Certificate,
  ClusterId,
  ClusterName,
  ClusterState,
  ControlPlane,
  EastWestGateway,
  MeshConfig,
  Observed,
  Ownership,
  Reader,
  RemoteSecret,
  SharedMeshConfig,
  TrustStore,
  UnknownReason,
} from '../../model';
import { safeName } from './safeName';
import { ownRoots } from '../../analysis/trust/ownRoots';
import { clusterIds } from '../../analysis/discovery/remoteSecretsFor';

/** A control plane whose mesh configs are known. */
export type KnownControlPlane = Omit<ControlPlane, 'meshConfig' | 'shared'> & {
  readonly meshConfig: MeshConfig;
  readonly shared: SharedMeshConfig;
};

/** A cluster of which everything that a plan rests on is known. */
export interface Member {
  readonly cluster: ClusterName;
  readonly state: ClusterState;
  readonly controlPlanes: readonly KnownControlPlane[];
  readonly clusterIds: readonly ClusterId[];
  readonly trustStore: TrustStore;
  /** Roots that vouch for the cluster. */
  readonly own: readonly Certificate[];
  readonly remoteSecrets: readonly RemoteSecret[];
  readonly networkLabel: string;
  readonly networkOwnership: Ownership;
  readonly gateways: readonly EastWestGateway[];
  readonly reader: Reader;
}

/** A fact that a plan rests on and that is not known. */
export interface MissingFact {
  readonly cluster: ClusterName;
  readonly section: string;
  readonly reason: UnknownReason;
}

export type MemberResult =
  | { readonly ok: true; readonly member: Member }
  | { readonly ok: false; readonly missing: readonly MissingFact[] };

/** Unwraps a state, or tells what is missing. */
export function toMember(state: ClusterState): MemberResult {
  const missing: MissingFact[] = [];
  const read = <T>(section: string, fact: Observed<T>): T | undefined => {
    if (fact.status === 'observed') {
      return fact.value;
    }
    missing.push({ cluster: state.cluster, section, reason: fact.reason });
    return undefined;
  };
  read('API server', state.kubernetesVersion);
  const planes = read('control planes', state.controlPlanes);
  const controlPlanes = (planes ?? []).flatMap(plane => {
    const meshConfig = read('mesh config', plane.meshConfig);
    const shared = read('shared mesh config', plane.shared);
    return meshConfig && shared ? [{ ...plane, meshConfig, shared }] : [];
  });
  const trustStore = read('trust store', state.trustStore);
  const remoteSecrets = read('remote secrets', state.remoteSecrets);
  const network = read('network', state.network);
  const gateways = read('gateways', state.gateways);
  const reader = read('reader', state.reader);
  if (!trustStore || !remoteSecrets || !network || !gateways || !reader) {
    return { ok: false, missing };
  }
  if (missing.length > 0) {
    return { ok: false, missing };
  }
  return {
    ok: true,
    member: {
      cluster: state.cluster,
      state,
      controlPlanes,
      clusterIds: clusterIds(state) ?? [],
      trustStore,
      own: ownRoots(state) ?? [],
      remoteSecrets,
      networkLabel: network.label,
      networkOwnership: network.ownership,
      gateways,
      reader,
    },
  };
}

/**
 * The network of a member: the label, else what the injector gives, else the cluster's name, as far
 * as it can be the value of a label.
 */
export function networkOf(member: Member): string {
  if (member.networkLabel !== '') {
    return member.networkLabel;
  }
  const injected = member.controlPlanes.flatMap(
    ({ injectedNetwork }) => injectedNetwork || [],
  );
  return injected[0] ?? safeName(member.cluster);
}
