import type { Entity } from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** An example, as the documentation has it. */
export function readTemplate(name: string): Entity {
  const folder = resolve(__dirname, '../../../../../examples/templates');
  return parse(readFileSync(resolve(folder, `${name}.yaml`), 'utf8'));
}

/** A template of these steps, as YAML. */
export function aTemplate(name: string, steps: string): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name },
    spec: { owner: 'platform', type: 'mesh', steps: parse(steps) },
  };
}
