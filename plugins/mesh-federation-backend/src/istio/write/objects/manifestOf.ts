import {
  optional,
  type Manifest,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The identity of an object as a manifest, with the fields of interest added. */
export function manifestOf(
  ref: ObjectRef,
  fields: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly body?: Manifest;
  } = {},
): Manifest {
  return {
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    metadata: {
      name: ref.name,
      ...optional({
        namespace: ref.namespace || undefined,
        labels: fields.labels,
        annotations: fields.annotations,
      }),
    },
    ...fields.body,
  };
}
