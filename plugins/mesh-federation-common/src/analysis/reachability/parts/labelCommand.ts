import type { ObjectRef } from '../../../model';
import { resourceOf, type Command } from '../../../commands/kubectl';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { jsonPatchCommand } from './jsonPatch';

type Labels = Readonly<Record<string, string>>;

/**
 * Sets labels of an object that has `current` ones. A label that is new is not written over one
 * that is there by now, which kubectl refuses; in place of one with another value, only that value
 * is replaced.
 */
export function labelCommand(
  object: ObjectRef,
  labels: Labels,
  current: Labels,
): Command {
  const wanted = Object.entries(labels);
  if (wanted.every(([key, value]) => (current[key] ?? value) === value)) {
    return [
      'kubectl',
      'label',
      ...resourceOf(object),
      ...wanted.map(([key, value]) => `${key}=${value}`),
    ];
  }
  const field = (key: string) => `metadata.labels[${key}]`;
  const keys = Object.keys(labels);
  return jsonPatchCommand(
    object,
    wanted.map(([key, value]) => ({ op: 'add', field: field(key), value })),
    {
      expected: Object.fromEntries(keys.map(key => [field(key), current[key]])),
      absent: keys.filter(key => current[key] === undefined).map(field),
    },
  );
}

/** Sets labels of a namespace. One that was not observed is taken for one without labels. */
export function namespaceLabelCommand(
  index: ClusterIndex,
  name: string,
  labels: Labels,
): Command {
  const found = index.namespace(name);
  return labelCommand(
    { apiVersion: 'v1', kind: 'Namespace', name },
    labels,
    found.status === 'observed' ? found.value?.labels ?? {} : {},
  );
}
