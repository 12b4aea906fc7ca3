import { SHARED_MESH_CONFIG } from '../../../model';
import type { KnownControlPlane, Member } from '../../members/Member';
import { rootLists } from '../../roots/rootLists';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/** Turns multi-root on in every revision that lacks it or that reads no shared mesh config although our own list is used. */
export function enableMultiRootSteps(
  member: Member,
): readonly StepDraftOf<'multi-root'>[] {
  const usesOwnList = rootLists(member).some(
    ({ target }) => target.kind === 'own',
  );
  return member.controlPlanes
    .filter(
      plane =>
        !plane.multiRootMesh ||
        (usesOwnList && plane.sharedMeshConfig === undefined),
    )
    .map(plane => draft(member, plane, true));
}

/** Removes the two env entries from every revision where they are ours. */
export function disableMultiRootSteps(
  member: Member,
): readonly StepDraftOf<'multi-root'>[] {
  return member.controlPlanes
    .filter(
      plane =>
        plane.ownsFlags &&
        (plane.multiRootMesh || plane.sharedMeshConfig === SHARED_MESH_CONFIG),
    )
    .map(plane => draft(member, plane, false));
}

function draft(
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
      ...(plane.sharedMeshConfig === undefined
        ? {}
        : { sharedMeshConfig: plane.sharedMeshConfig }),
    },
    enabled,
  };
}
