import type { Manifest } from '../../../model';

/** What identifies an object or an item of a list is never left out. */
const KEPT = ['.apiVersion', '.kind', '.metadata.name', '.metadata.namespace'];

/**
 * A manifest without some fields, which are named as Kubernetes does: `.data.mesh`,
 * `.spec.listeners[name="a"].port`. Source: sigs.k8s.io/structured-merge-diff fieldpath/path.go.
 */
export function withoutFields(
  manifest: Manifest,
  fields: readonly string[],
): Manifest {
  const left = new Set(fields.filter(field => !KEPT.includes(field)));
  return (without(manifest, '', left) ?? {}) as Manifest;
}

/** Undefined when nothing is left of what had something in it. */
function without(
  value: unknown,
  path: string,
  left: ReadonlySet<string>,
): unknown {
  if (left.has(path)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.every(isNamed)
      ? whole(
          value.flatMap(item => {
            const rest = without(item, `${path}[name="${item.name}"]`, left);
            return rest === undefined || isOnlyName(rest, item) ? [] : [rest];
          }),
          value.length,
        )
      : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const rest = entries.flatMap(([key, item]) => {
    const kept = without(item, `${path}.${key}`, left);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return rest.length === 0 && entries.length > 0
    ? undefined
    : Object.fromEntries(rest);
}

function whole(
  items: readonly unknown[],
  before: number,
): readonly unknown[] | undefined {
  return items.length === 0 && before > 0 ? undefined : items;
}

/** An item of which all but its name was left out. */
function isOnlyName(rest: unknown, before: object): boolean {
  return (
    Object.keys(rest as object).length === 1 && Object.keys(before).length > 1
  );
}

function isNamed(item: unknown): item is { readonly name: string } {
  return typeof item === 'object' && item !== null && 'name' in item;
}
