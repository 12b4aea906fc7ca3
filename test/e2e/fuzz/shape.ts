import type { Scenario } from '../oracle/scenario.ts';

/**
 * Which fields of which kinds of objects a scenario has, and the words of those with a fixed set of
 * them: two scenarios of one shape show the same thing.
 */
export function shape({ manifests, changes }: Scenario): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const { kind, spec } of Object.values(manifests).flat()) {
    addParts(parts, kind, spec);
  }
  for (const change of changes) {
    if (change.kind === 'patch') {
      addParts(parts, change.object.kind, change.with);
    }
  }
  return parts;
}

function addParts(parts: Set<string>, path: string, value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(each => addParts(parts, `${path}[]`, each));
  } else if (typeof value === 'object' && value !== null) {
    parts.add(path);
    for (const [key, each] of Object.entries(value)) {
      addParts(parts, `${path}.${key}`, each);
    }
  } else {
    parts.add(isWord(value) ? `${path} ${value}` : path);
  }
}

/** `DENY`, `true` and the like. */
const isWord = (value: unknown) =>
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^[A-Z_]+$/.test(value));
