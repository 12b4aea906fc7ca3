import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterError } from '../../kubernetes/ClusterClient';

/**
 * Whether the request for the plan agreed to what a conflict is about: to take these very fields
 * over from these very managers. Somebody who came since did not agree.
 */
export function agreedTo(
  { takeOver }: PlannedObject,
  error: ClusterError,
): boolean {
  const { conflict, conflictingManagers, conflictingFields = [] } = error;
  return (
    takeOver !== undefined &&
    conflict === 'field-manager' &&
    (conflictingManagers ?? []).every(name =>
      takeOver.managers.includes(name),
    ) &&
    conflictingFields.length > 0 &&
    conflictingFields.every(field => takeOver.fields.includes(field))
  );
}
