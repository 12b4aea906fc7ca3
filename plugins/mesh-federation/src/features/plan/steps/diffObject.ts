import type {
  Manifest,
  PlannedObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { diffLines } from 'diff';
import { stringify } from 'yaml';

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'context';
  readonly text: string;
}

export interface ObjectDiff {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

function toYaml(manifest: Manifest | undefined): string {
  // Certificates are long: if YAML folded their lines, the diff would show where the folds moved.
  return manifest ? stringify(manifest, { lineWidth: 0 }) : '';
}

/** Line by line what a step changes in an object, as YAML. */
export function diffObject(
  object: Pick<PlannedObject, 'before' | 'after'>,
): ObjectDiff {
  const lines = diffLines(toYaml(object.before), toYaml(object.after)).flatMap(
    change => {
      let kind: DiffLine['kind'] = 'context';
      if (change.added) kind = 'added';
      if (change.removed) kind = 'removed';
      return change.value
        .replace(/\n$/, '')
        .split('\n')
        .map(text => ({ kind, text }));
    },
  );
  return {
    lines: lines.filter(line => line.kind !== 'context' || line.text !== ''),
    added: lines.filter(line => line.kind === 'added').length,
    removed: lines.filter(line => line.kind === 'removed').length,
  };
}
