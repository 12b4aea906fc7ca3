/** A path into an object: field names, and for an item of a list that merges, its name. */
export type FieldPath = readonly (string | { readonly name: string })[];

type Node = Record<string, unknown>;

/** Fields below which server-side apply merges lists by name; all other lists have one owner. */
const MERGED_LISTS = ['containers', 'env', 'listeners'];

/** The leaves of a manifest, without what identifies it or the server sets. */
export function leavesOf(manifest: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  walk(manifest, [], (path, value) => leaves.set(JSON.stringify(path), value));
  return leaves;
}

function walk(
  value: unknown,
  path: FieldPath,
  visit: (path: FieldPath, value: unknown) => void,
): void {
  if (ignored(path)) {
    return;
  }
  const last = path.at(-1);
  if (
    Array.isArray(value) &&
    typeof last === 'string' &&
    MERGED_LISTS.includes(last)
  ) {
    value.forEach(item => walk(item, [...path, { name: item.name }], visit));
  } else if (isNode(value)) {
    Object.entries(value).forEach(([key, item]) =>
      walk(item, [...path, key], visit),
    );
  } else {
    visit(path, value);
  }
}

function ignored(path: FieldPath): boolean {
  const [first, second] = path;
  return (
    ['apiVersion', 'kind', 'status'].includes(String(first)) ||
    (first === 'metadata' &&
      second !== undefined &&
      !['labels', 'annotations'].includes(String(second)))
  );
}

export function valueAt(object: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((here, part) => {
    if (typeof part === 'string') {
      return isNode(here) ? here[part] : undefined;
    }
    return Array.isArray(here)
      ? here.find(item => item.name === part.name)
      : undefined;
  }, object);
}

export function setAt(object: Node, path: FieldPath, value: unknown): void {
  let here: Node | Node[] = object;
  path.forEach((part, index) => {
    const lastPart = index === path.length - 1;
    if (typeof part === 'string') {
      const node = here as Node;
      if (lastPart) {
        node[part] = value;
        return;
      }
      node[part] ??= typeof path[index + 1] === 'string' ? {} : [];
      here = node[part] as Node;
    } else {
      const list = here as unknown as Node[];
      let item = list.find(({ name }) => name === part.name);
      if (!item) {
        item = { name: part.name };
        list.push(item);
      }
      here = item;
    }
  });
}

/** Removes a leaf, and what it leaves empty. */
export function removeAt(object: Node, path: FieldPath): void {
  for (let length = path.length; length > 0; length--) {
    const parent = parentAt(object, path.slice(0, length - 1));
    const part = path[length - 1];
    if (typeof part === 'string' && isNode(parent)) {
      delete parent[part];
    } else if (typeof part === 'object' && Array.isArray(parent)) {
      // The item's own name may be among the leaves that were removed.
      const index = parent.findIndex(
        item => item.name === part.name || Object.keys(item).length === 0,
      );
      parent.splice(index, 1);
    }
    const left = isNode(parent) ? Object.keys(parent) : parent;
    if (Array.isArray(left) && left.length > 0) {
      return;
    }
  }
}

/** As {@link valueAt}, but finds an item of a list whose name is gone. */
function parentAt(object: unknown, path: FieldPath): unknown {
  const last = path.at(-1);
  const found = valueAt(object, path);
  if (found !== undefined || typeof last !== 'object') {
    return found;
  }
  const list = valueAt(object, path.slice(0, -1));
  return Array.isArray(list)
    ? list.find(item => item.name === undefined)
    : undefined;
}

/** `fieldsV1` as a real API server writes it. */
export function fieldsV1Of(paths: Iterable<string>): Node {
  const fields: Node = {};
  for (const text of paths) {
    let here = fields;
    for (const part of JSON.parse(text) as FieldPath) {
      const key =
        typeof part === 'string'
          ? `f:${part}`
          : `k:${JSON.stringify({ name: part.name })}`;
      here[key] ??= {};
      here = here[key] as Node;
    }
  }
  return fields;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
