import {
  optional,
  FIELD_MANAGER,
  type Manifest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at } from '../../kubernetes/objects/json';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import {
  fieldsV1Of,
  leavesOf,
  removeAt,
  setAt,
  valueAt,
  type FieldPath,
} from './managedFields';

type Node = Record<string, unknown>;
type Owners = ReadonlyMap<string, ReadonlySet<string>>;

/** An object and who owns which of its leaves, by `<manager>/<operation>`. */
export interface OwnedObject {
  readonly object: KubernetesObject;
  readonly owners: Owners;
}

const OURS = `${FIELD_MANAGER}/Apply`;

/** An object as a manager creates it. */
export function createdBy(
  manager: string,
  object: KubernetesObject,
): OwnedObject {
  return {
    object: structuredClone(object),
    owners: new Map([[`${manager}/Update`, new Set(leavesOf(object).keys())]]),
  };
}

/** A version alone does not keep an API server from creating an object; a UID does. */
export function hasMoved(
  live: KubernetesObject | undefined,
  manifest: Manifest,
): boolean {
  const version = at(manifest, 'metadata', 'resourceVersion');
  return live
    ? version !== undefined && version !== live.metadata.resourceVersion
    : at(manifest, 'metadata', 'uid') !== undefined;
}

/** Who owns a leaf of the manifest with another value, and which leaves, sorted. */
export function conflictsOf(
  before: OwnedObject | undefined,
  manifest: Manifest,
): {
  readonly managers: readonly string[];
  readonly fields: readonly string[];
} {
  const found = [...leavesOf(manifest)].flatMap(([leaf, value]) =>
    !before ||
    JSON.stringify(valueAt(before.object, pathOf(leaf))) ===
      JSON.stringify(value)
      ? []
      : [...before.owners]
          .filter(([owner, leaves]) => owner !== OURS && leaves.has(leaf))
          .map(([owner]) => ({
            manager: owner.split('/')[0],
            field: fieldOf(pathOf(leaf)),
          })),
  );
  return {
    managers: [...new Set(found.map(({ manager }) => manager))].sort(),
    fields: [...new Set(found.map(({ field }) => field))].sort(),
  };
}

/** As structured-merge-diff writes it. */
function fieldOf(path: FieldPath): string {
  return path
    .map(part =>
      typeof part === 'string' ? `.${part}` : `[name="${part.name}"]`,
    )
    .join('');
}

/** The object as if nobody else owned what an apply of ours sets: what force does first. */
export function takenOver(
  before: OwnedObject | undefined,
  manifest: Manifest,
): OwnedObject | undefined {
  const { fields } = conflictsOf(before, manifest);
  return (
    before && {
      ...before,
      owners: new Map(
        [...before.owners].map(([owner, leaves]) => [
          owner,
          owner === OURS
            ? leaves
            : new Set(
                [...leaves].filter(
                  leaf => !fields.includes(fieldOf(pathOf(leaf))),
                ),
              ),
        ]),
      ),
    }
  );
}

/** The object after a server-side apply of ours. The caller has found no conflict. */
export function applied(
  before: OwnedObject | undefined,
  manifest: Manifest,
): OwnedObject {
  const { apiVersion, kind, metadata } =
    manifest as unknown as KubernetesObject;
  const { name, namespace } = metadata;
  const object: Node = structuredClone(
    before?.object ?? {
      apiVersion,
      kind,
      metadata: { name, ...optional({ namespace: namespace || undefined }) },
    },
  );
  const leaves = leavesOf(manifest);
  const owners = new Map(before?.owners);
  for (const leaf of owners.get(OURS) ?? []) {
    const others = [...owners].some(
      ([owner, owned]) => owner !== OURS && owned.has(leaf),
    );
    if (!leaves.has(leaf) && !others) {
      removeAt(object, pathOf(leaf));
    }
  }
  for (const [leaf, value] of leaves) {
    setAt(object, pathOf(leaf), value);
  }
  owners.set(OURS, new Set(leaves.keys()));
  return { object: object as KubernetesObject, owners };
}

/** The object after a merge patch, ours by default, which takes over every leaf that it changes. */
export function patched(
  before: OwnedObject,
  patch: Manifest,
  manager = FIELD_MANAGER,
): OwnedObject {
  const object: Node = structuredClone(before.object);
  const { uid, resourceVersion, ...metadata } = (patch.metadata ?? {}) as Node;
  mergeInto(object, { ...patch, metadata });
  const old = leavesOf(before.object);
  const now = leavesOf(object);
  const moved = [...new Set([...old.keys(), ...now.keys()])].filter(
    leaf => JSON.stringify(old.get(leaf)) !== JSON.stringify(now.get(leaf)),
  );
  const owners = new Map(
    [...before.owners].map(([owner, leaves]) => [
      owner,
      new Set([...leaves].filter(leaf => !moved.includes(leaf))),
    ]),
  );
  const owner = `${manager}/Update`;
  owners.set(
    owner,
    new Set([
      ...(owners.get(owner) ?? []),
      ...moved.filter(leaf => now.has(leaf)),
    ]),
  );
  return { object: object as KubernetesObject, owners };
}

/** Whether a write has changed nothing, ownership included. */
export function sameOwned(a: OwnedObject, b: OwnedObject): boolean {
  return JSON.stringify(shown(a)) === JSON.stringify(shown(b));
}

/** The object as an API server shows it. */
export function shown({ object, owners }: OwnedObject): KubernetesObject {
  const managedFields = [...owners]
    .filter(([, leaves]) => leaves.size > 0)
    .map(([owner, leaves]) => {
      const [manager, operation] = owner.split('/');
      return { manager, operation, fieldsV1: fieldsV1Of([...leaves].sort()) };
    });
  return structuredClone({
    ...object,
    metadata: { ...object.metadata, managedFields },
  });
}

function pathOf(leaf: string): FieldPath {
  return JSON.parse(leaf) as FieldPath;
}

/** RFC 7396: `null` removes a field. */
function mergeInto(target: Node, patch: Node): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete target[key];
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      target[key] ??= {};
      mergeInto(target[key] as Node, value as Node);
    } else {
      target[key] = value;
    }
  }
}
