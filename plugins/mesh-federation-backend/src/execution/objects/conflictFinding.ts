import {
  describeObject,
  finding,
  optional,
  type FieldChoice,
  type Finding,
  type Manifest,
  type PlannedObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { applyRemedy } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { ClusterError } from '../../kubernetes/ClusterClient';
import { nameManagers } from '../step/runErrors';

/** MF7007 of a plan, with the ways out that the next request for a plan can choose from. */
export function conflictFinding(
  { cluster, ref: object, after, precondition }: PlannedObject,
  error: ClusterError,
): Finding {
  const { conflictingManagers = [], conflictingFields = [] } = error;
  const managers = nameManagers(conflictingManagers);
  const fields = conflictingFields.join(', ');
  const choice = (what: FieldChoice['choice']): FieldChoice => ({
    cluster,
    object,
    choice: what,
    managers: conflictingManagers,
    fields: conflictingFields,
  });
  return finding('MF7007', {
    cluster,
    object,
    message: `${describeObject(object)} in ${cluster}: ${
      fields === '' ? 'what the plan sets' : `${fields}, which the plan sets,`
    } ${conflictingFields.length > 1 ? 'belong' : 'belongs'} to ${managers}.`,
    blocking: true,
    params: { managers },
    // A Secret is not shown whole: there is nothing to copy.
    ...optional({
      remedy:
        after && object.kind !== 'Secret'
          ? applyRemedy(cluster, asRead(after, precondition))
          : undefined,
    }),
    choices: [
      // A remote secret without its kubeconfig is none.
      ...(object.kind === 'Secret' ? [] : [choice('leave')]),
      choice('take-over'),
    ],
    evidence: conflictingFields.map(field => ({
      cluster,
      object,
      field,
      value: managers,
    })),
  });
}

/** What others have changed since it was read is not overwritten: the API server refuses. */
function asRead(
  manifest: Manifest,
  precondition: PlannedObject['precondition'],
): Manifest {
  return precondition !== undefined && 'resourceVersion' in precondition
    ? {
        ...manifest,
        metadata: {
          ...(manifest.metadata as Manifest | undefined),
          resourceVersion: precondition.resourceVersion,
        },
      }
    : manifest;
}
