import { finding, objectName } from '../findings/registry';
import type { Finding, ObjectRef, Ownership } from '../model';

/** Whoever keeps an object from a source of its own would undo our change: then a step is proposed, not applied. */
export function isKeptElsewhere({ owner }: Ownership): boolean {
  return owner === 'gitops' || owner === 'operator';
}

/** MF7004, where a step writes an object that GitOps or an operator keeps. */
export function ownershipFindings(
  cluster: string,
  object: ObjectRef,
  ownership: Ownership,
): readonly Finding[] {
  if (!isKeptElsewhere(ownership)) {
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
      message: `${objectName(
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
