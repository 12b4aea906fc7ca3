import { finding } from '../../findings/registry';
import type { ClusterName, Finding, ObjectRef, Ownership } from '../../model';
import type { Member } from '../members/Member';
import type { RootList } from '../roots/rootLists';
import { describeObject } from '../../model/objectRef';

/**
 * Whether a change of an object is proposed to its owner, because the owner would undo it. Fields
 * that this plugin applies beside those of others (`fields`) survive an upgrade by Helm; a key
 * whose whole text others wrote (`text`) does not.
 *
 * @alpha
 */
export function isProposedTo(
  owner: Ownership['owner'],
  change: 'fields' | 'text',
): boolean {
  return (
    owner === 'gitops' ||
    owner === 'operator' ||
    (owner === 'helm' && change === 'text')
  );
}

/** MF7004 for a list of roots. */
export function listOwnershipFindings(
  cluster: ClusterName,
  { object, ownership, target }: RootList,
): readonly Finding[] {
  return ownershipFindings(cluster, {
    object,
    ownership,
    change: target.kind === 'own' ? 'fields' : 'text',
  });
}

/** MF7004 for the env entries of a revision of istiod. */
export function deploymentOwnershipFindings(
  member: Member,
  { revision }: { readonly revision: string },
): readonly Finding[] {
  return member.controlPlanes
    .filter(plane => plane.revision === revision)
    .flatMap(({ deployment, ownership }) =>
      ownershipFindings(member.cluster, {
        object: deployment,
        ownership,
        change: 'fields',
      }),
    );
}

function ownershipFindings(
  cluster: ClusterName,
  {
    object,
    ownership,
    change,
  }: {
    readonly object: ObjectRef;
    readonly ownership: Ownership;
    readonly change: 'fields' | 'text';
  },
): readonly Finding[] {
  if (!isProposedTo(ownership.owner, change)) {
    return [];
  }
  const owner =
    ownership.managers.length === 0
      ? ownership.owner
      : `${ownership.owner}: ${ownership.managers.join(', ')}`;
  return [
    finding('MF7004', {
      cluster,
      object,
      message: `${describeObject(
        object,
      )} of ${cluster} is kept by ${owner}; the change is proposed, not applied.`,
      params: { owner },
      evidence: [
        {
          cluster,
          object,
          field: 'metadata.managedFields',
          value: ownership.managers.join(', '),
        },
      ],
    }),
  ];
}
