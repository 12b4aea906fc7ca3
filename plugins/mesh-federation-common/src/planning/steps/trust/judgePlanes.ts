import type {
  Certificate,
  ClusterState,
  ControlPlane,
  Evidence,
} from '../../../model';
import {
  judgeBy,
  judgeIf,
  worstOf,
  type Judgement,
} from '../../step/judgement';

/** The worst of what is said of the cluster's control planes. */
export function judgePlanes(
  state: ClusterState,
  judge: (plane: ControlPlane) => Judgement,
): Judgement {
  return judgeBy(
    state.controlPlanes,
    `The control planes of ${state.cluster}`,
    planes =>
      planes.length === 0
        ? judgeIf(false, { yes: '', no: `Istio was not found.` })
        : worstOf(planes.map(judge)),
  );
}

export function has(
  certificates: readonly Certificate[],
  { fingerprint }: Certificate,
): boolean {
  return certificates.some(item => item.fingerprint === fingerprint);
}

/** What a control plane says of its flags. */
export function planeEvidence(
  cluster: string,
  plane: ControlPlane,
  state: ClusterState,
): Evidence {
  return {
    cluster,
    object: plane.deployment,
    field: 'env ISTIO_MULTIROOT_MESH, SHARED_MESH_CONFIG',
    value: `${plane.multiRootMesh}, ${plane.sharedMeshConfig ?? ''}`,
    at: state.controlPlanes.at,
  };
}
