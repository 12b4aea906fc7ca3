import { SHARED_MESH_CONFIG, type StepOf } from '../../../model';
import type { KnownControlPlane, Member } from '../../members/Member';
import { rootLists } from '../../roots/rootLists';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { planeEvidence } from './judgePlanes';
import { optional } from '../../../model/basics/optional';

/**
 * Turns multi-root on in every revision that lacks it, or that reads no shared mesh config although
 * our own list is used.
 */
function enable(member: Member): readonly StepDraftOf<'multi-root'>[] {
  const usesOwnList = rootLists(member).some(
    ({ target }) => target.kind === 'own',
  );
  return member.controlPlanes
    .filter(
      plane =>
        !plane.multiRootMesh ||
        (usesOwnList && plane.sharedMeshConfig === undefined),
    )
    .map(plane => flags(member, plane, true));
}

/** Removes the two env entries from every revision where they are ours. */
function disable(member: Member): readonly StepDraftOf<'multi-root'>[] {
  return member.controlPlanes
    .filter(
      plane =>
        plane.ownsFlags &&
        (plane.multiRootMesh || plane.sharedMeshConfig === SHARED_MESH_CONFIG),
    )
    .map(plane => flags(member, plane, false));
}

function flags(
  member: Member,
  plane: KnownControlPlane,
  enabled: boolean,
): StepDraftOf<'multi-root'> {
  const { revision, deployment, resourceVersion, multiRootMesh } = plane;
  return {
    type: 'multi-root',
    id: stepId(
      'multi-root',
      member.cluster,
      revision === 'default' ? undefined : revision,
    ),
    cluster: member.cluster,
    controlPlane: {
      revision,
      deployment,
      resourceVersion,
      multiRootMesh,
      ...optional({ sharedMeshConfig: plane.sharedMeshConfig }),
    },
    enabled,
  };
}

/** The env entries of the revision are as wanted and the Deployment is rolled out. */
function verify(step: StepOf<'multi-root'>, { state }: Observation): Judgement {
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

export const multiRoot = {
  stage: 40,
  role: 'trust',
  // The entries before the flags, so that istiod rolls once, into the lists that it shall read.
  dependsOn: (_, { step: other, role, sameCluster }) =>
    role === 'forgetting' || (sameCluster && other.type === 'trust-roots'),
  draft: { enable, disable },
  verify,
} satisfies StepKind<'multi-root'>;
