import type { ClusterName, ObjectRef, Remedy } from '../../../model';
import { resourceOf } from '../../../commands/kubectl';
import { commandRemedy } from './remedies';
import { optional } from '../../../model/basics/optional';

interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  /** As in a finding, for example `spec.http[0].fault`. */
  readonly field: string;
  readonly value?: unknown;
}

/** Changes one field of an object of which not everything is known. */
export function jsonPatchRemedy(
  cluster: ClusterName,
  object: ObjectRef,
  { op, field, value }: Operation,
): Remedy {
  const path = `/${field
    .replace(/\[(\w+|-)\]/g, '.$1')
    .split('.')
    .join('/')}`;
  return commandRemedy(cluster, [
    'kubectl',
    'patch',
    ...resourceOf(object),
    '--type=json',
    '--patch',
    JSON.stringify([{ op, path, ...optional({ value }) }]),
  ]);
}

/** Istio's own mutual TLS in place of what a DestinationRule sets; `field` is that of the mode. */
export function istioMutualRemedy(
  cluster: ClusterName,
  object: ObjectRef,
  field: string,
): Remedy {
  return jsonPatchRemedy(cluster, object, {
    op: 'replace',
    field: field.replace(/\.mode$/, ''),
    value: { mode: 'ISTIO_MUTUAL' },
  });
}
