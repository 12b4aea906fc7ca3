import {
  compareStrings,
  optional,
  type Manifest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What an API server writes by itself: it changes with every write, and nobody asked for it. */
const SERVER_METADATA = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Fields by which people find their way come first, wherever they stand. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name'];

/**
 * A manifest as it is compared: without what the API server writes by itself, without fields that
 * hold nothing, and with the fields of every object in one order.
 */
export function comparableManifest(manifest: Manifest): Manifest {
  const { status, metadata, ...rest } = manifest;
  return ordered({
    ...rest,
    ...optional({
      metadata: isObject(metadata) ? ownMetadata(metadata) : undefined,
    }),
  });
}

function ownMetadata({ annotations, ...metadata }: Manifest): Manifest {
  return Object.fromEntries(
    Object.entries({
      ...metadata,
      annotations: isObject(annotations)
        ? Object.fromEntries(
            Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED),
          )
        : {},
    }).filter(
      ([key, value]) =>
        !SERVER_METADATA.has(key) &&
        !(isObject(value) && Object.keys(value).length === 0),
    ),
  );
}

function ordered(fields: Manifest): Manifest {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .sort(([a], [b]) => rank(a) - rank(b) || compareStrings(a, b))
      .map(([key, value]) => [key, orderedValue(value)]),
  );
}

function orderedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderedValue);
  return isObject(value) ? ordered(value) : value;
}

function rank(key: string): number {
  const index = FIRST.indexOf(key);
  return index === -1 ? FIRST.length : index;
}

function isObject(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
