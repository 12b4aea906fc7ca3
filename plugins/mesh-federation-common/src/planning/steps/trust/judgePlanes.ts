import { effectiveRoots } from '../../../analysis/trust/effectiveRoots';
import {
  SHARED_MESH_CONFIG,
  type Certificate,
  type ClusterState,
  type ControlPlane,
  type Evidence,
  type StepOf,
} from '../../../model';
import {
  judgeBy,
  judgeIf,
  worstOf,
  type Judgement,
} from '../../step/judgement';

/** The list holds exactly the wanted foreign roots; an own list without a federation is gone. */
export function verifyTrustRoots(
  step: StepOf<'trust-roots'>,
  state: ClusterState,
): Judgement {
  const { target } = step;
  if (target.kind === 'cacerts') {
    return judgeBy(
      state.trustStore,
      `The trust store of ${step.cluster}`,
      ({ pluggedIn }) => judgeList(step, pluggedIn?.roots ?? [], false),
    );
  }
  return judgePlanes(state, plane => {
    const isPrimary =
      plane.meshConfig.status === 'observed' &&
      plane.meshConfig.value.configMap.name === target.configMap.name;
    if (isPrimary) {
      return judgeBy(plane.meshConfig, 'The mesh config', config =>
        judgeList(step, config.caCertificates ?? [], true),
      );
    }
    return judgeBy(plane.shared, 'The shared mesh config', shared => {
      if (target.kind === 'own' && step.federations.length === 0) {
        return judgeIf(!shared.exists, {
          yes: `ConfigMap ${shared.configMap.name} is gone.`,
          no: `ConfigMap ${shared.configMap.name} still exists.`,
        });
      }
      return judgeList(step, shared.caCertificates, true);
    });
  });
}

/** The env entries of the revision are as wanted and the Deployment is rolled out. */
export function verifyMultiRoot(
  step: StepOf<'multi-root'>,
  state: ClusterState,
): Judgement {
  return judgeBy(
    state.controlPlanes,
    `The control planes of ${step.cluster}`,
    planes => {
      const plane = planes.find(
        ({ revision }) => revision === step.controlPlane.revision,
      );
      if (plane === undefined) {
        return judgeIf(!step.enabled, {
          yes: `Revision ${step.controlPlane.revision} is gone.`,
          no: `Revision ${step.controlPlane.revision} was not found.`,
        });
      }
      const holds = step.enabled
        ? plane.multiRootMesh && plane.sharedMeshConfig !== undefined
        : plane.sharedMeshConfig !== SHARED_MESH_CONFIG && !plane.ownsFlags;
      return judgeIf(
        holds && plane.rolledOut,
        {
          yes: `istiod runs ${step.enabled ? 'with' : 'without'} the flags.`,
          no: plane.rolledOut
            ? `istiod runs ${step.enabled ? 'without' : 'with'} the flags.`
            : 'istiod is not rolled out.',
        },
        [planeEvidence(step.cluster, plane, state)],
      );
    },
  );
}

/** Every revision is rolled out and trusts every wanted root. */
export function verifyVerifyTrust(
  step: StepOf<'verify-trust'>,
  state: ClusterState,
): Judgement {
  return judgePlanes(state, plane =>
    judgeBy(
      effectiveRoots(plane, state.trustStore),
      `What istiod of ${step.cluster} trusts`,
      trusted => {
        const missing = step.roots.filter(
          ({ certificate }) => !has(trusted, certificate),
        );
        const [first] = missing;
        return judgeIf(
          missing.length === 0 && plane.rolledOut,
          {
            yes: `Revision ${plane.revision} trusts every wanted root.`,
            no:
              first === undefined
                ? `Revision ${plane.revision} is not rolled out.`
                : `Revision ${plane.revision} does not trust the root of ${first.cluster}.`,
          },
          [planeEvidence(step.cluster, plane, state)],
        );
      },
    ),
  );
}

function judgePlanes(
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

function judgeList(
  step: StepOf<'trust-roots'>,
  listed: readonly Certificate[],
  exact: boolean,
): Judgement {
  const wanted = step.roots.map(({ certificate }) => certificate);
  const missing = wanted.filter(root => !has(listed, root));
  // root-cert.pem also holds the cluster's own roots, so that only what the step removes can be too much there.
  const suspects = exact ? listed : step.before;
  const surplus = suspects.filter(
    root => has(listed, root) && !has(wanted, root),
  );
  return judgeIf(
    missing.length === 0 && surplus.length === 0,
    {
      yes: `The list holds the ${wanted.length} wanted foreign roots.`,
      no: `The list lacks ${missing.length} roots and holds ${surplus.length} that are not wanted.`,
    },
    [
      {
        cluster: step.cluster,
        field: 'roots',
        value: listed.map(({ fingerprint }) => fingerprint).join(' '),
      },
    ],
  );
}

function has(
  certificates: readonly Certificate[],
  { fingerprint }: Certificate,
): boolean {
  return certificates.some(item => item.fingerprint === fingerprint);
}

function planeEvidence(
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
