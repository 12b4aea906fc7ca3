import type {
  Manifest,
  ObjectRef,
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
      ...(ref.namespace ? { namespace: ref.namespace } : {}),
      ...(fields.labels ? { labels: fields.labels } : {}),
      ...(fields.annotations ? { annotations: fields.annotations } : {}),
    },
    ...fields.body,
  };
}
