import type { ClusterName, ObjectRef, Remedy } from '../../../model';
import { resourceOf, type Command } from '../../../commands/kubectl';
import { commandRemedy } from './remedies';
import { optional } from '../../../model/basics/optional';

interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  /** As in a finding, for example `spec.http[0].fault`. */
  readonly field: string;
  readonly value?: unknown;
}

/** What has to be as it was read: where it is not, nothing is changed. */
interface Guards {
  /** What the object has where something is changed, and at its places in lists, by field. */
  readonly expected?: Readonly<Record<string, unknown>>;
  /** Fields that the object does not have. */
  readonly absent?: readonly string[];
}

/** Changes one field of an object of which not everything is known. */
export function jsonPatchRemedy(
  cluster: ClusterName,
  object: ObjectRef,
  { expected, absent, ...operation }: Operation & Guards,
): Remedy {
  return commandRemedy(
    cluster,
    jsonPatchCommand(object, [operation], optional({ expected, absent })),
  );
}

/** Changes fields of an object, all of them or none. */
export function jsonPatchCommand(
  object: ObjectRef,
  operations: readonly Operation[],
  { expected = {}, absent = [] }: Guards = {},
): Command {
  return [
    'kubectl',
    'patch',
    ...resourceOf(object),
    '--type=json',
    '--patch',
    JSON.stringify([
      ...Object.entries(optional(expected)).map(([place, found]) => ({
        op: 'test',
        path: pointer(place),
        value: found,
      })),
      // The API server takes a test without a value as one for absence.
      ...absent.map(place => ({ op: 'test', path: pointer(place) })),
      ...operations.map(({ op, field, value }) => ({
        op,
        path: pointer(field),
        ...optional({ value }),
      })),
    ]),
  ];
}

/** A field of a finding as a JSON pointer; in brackets stand places in lists, and keys. */
function pointer(field: string): string {
  return [...field.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)]
    .map(([, key, name]) => key ?? name!)
    .map(part => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Of which subset and port the settings are. */
interface TlsPlace {
  readonly subset: string | undefined;
  readonly port: number;
}

/**
 * What a field has, and whose it is: by name and number, because a place in a list moves when
 * somebody changes the list.
 */
export function expectedAt(
  field: string,
  value: unknown,
  { subset, port }: TlsPlace,
): Readonly<Record<string, unknown>> {
  const [ofSubset] = /^spec\.subsets\[\d+\]/.exec(field) ?? [];
  const [ofPort] = /^.*portLevelSettings\[\d+\]/.exec(field) ?? [];
  return {
    ...(ofSubset === undefined ? {} : { [`${ofSubset}.name`]: subset }),
    ...(ofPort === undefined ? {} : { [`${ofPort}.port.number`]: port }),
    [field]: value,
  };
}

interface TlsSetting {
  readonly object: ObjectRef;
  /** Of the mode. */
  readonly field: string;
  readonly mode: string | undefined;
}

/**
 * Istio's own mutual TLS in place of the mode that a DestinationRule sets. A policy of the Gateway
 * API cannot ask for it.
 */
export function istioMutualRemedy(
  cluster: ClusterName,
  { object, field, mode }: TlsSetting,
  place: TlsPlace,
): Remedy | undefined {
  return object.kind === 'DestinationRule'
    ? jsonPatchRemedy(cluster, object, {
        op: 'replace',
        field: field.replace(/\.mode$/, ''),
        value: { mode: 'ISTIO_MUTUAL' },
        expected: expectedAt(field, mode, place),
      })
    : undefined;
}
