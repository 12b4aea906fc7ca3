import {
  yamlText,
  type Manifest,
  type PlannedObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { diffLines } from 'diff';
import { comparableManifest } from './comparableManifest';

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'context';
  readonly text: string;
}

/**
 * `compared`: line by line against the object as it is. `unread`: the step changes or removes an
 * object of which the plan does not say how it is, so that nothing can be said to change.
 */
export interface ObjectDiff {
  readonly basis: 'compared' | 'unread';
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

/** Line by line what a step changes in an object, as YAML. */
export function diffObject(
  object: Pick<PlannedObject, 'operation' | 'before' | 'after'>,
): ObjectDiff {
  const before = linesOf(object.before);
  const after = linesOf(object.after);
  if (object.operation !== 'create' && !object.before) {
    const lines = toLines(after, 'context');
    return { basis: 'unread', lines, added: 0, removed: 0 };
  }
  const lines = diffLines(before, after).flatMap(change =>
    toLines(change.value, kindOf(change)),
  );
  return {
    basis: 'compared',
    lines,
    added: lines.filter(line => line.kind === 'added').length,
    removed: lines.filter(line => line.kind === 'removed').length,
  };
}

function linesOf(manifest: Manifest | undefined): string {
  return manifest ? yamlText(comparableManifest(manifest)) : '';
}

function kindOf(change: {
  readonly added: boolean;
  readonly removed: boolean;
}): DiffLine['kind'] {
  if (change.added) return 'added';
  return change.removed ? 'removed' : 'context';
}

function toLines(text: string, kind: DiffLine['kind']): readonly DiffLine[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map(line => ({ kind, text: line }));
}
