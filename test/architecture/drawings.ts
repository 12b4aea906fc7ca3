/**
 * Draws the folders of each package and who imports whom, for docs/architecture.md, and fails where
 * a drawing that is kept there is another one. `npm test -- check` runs it; with UPDATE_DOCS=1 it
 * writes the drawings instead.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instance } from '@viz-js/viz';
import { ROOT } from '../demo/paths.ts';
import { drawingOf, type Drawing } from './drawing.ts';
import { graph } from './imports.ts';

const DRAWINGS: readonly Drawing[] = [
  {
    package: 'mesh-federation-common',
    open: ['analysis', 'analysis/reachability'],
    leaveOut: ['index.ts', 'analysis.ts'],
  },
  {
    package: 'mesh-federation-backend',
    open: ['execution', 'istio'],
    leaveOut: ['index.ts'],
  },
  {
    package: 'mesh-federation',
    open: ['features'],
    leaveOut: ['index.ts'],
  },
  {
    package: 'scaffolder-backend-module-mesh-federation',
    open: [],
    leaveOut: ['index.ts'],
  },
  {
    package: 'catalog-backend-module-mesh-federation',
    open: [],
    leaveOut: ['index.ts'],
  },
];

const viz = await instance();
for (const drawing of DRAWINGS) {
  const svg = `${viz
    .renderString(drawingOf(graph, drawing), { format: 'svg' })
    .trim()}\n`;
  const name = `docs/images/${drawing.package}.svg`;
  const file = join(ROOT, name);
  if (process.env.UPDATE_DOCS) {
    writeFileSync(file, svg);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) {
    process.exitCode = 1;
    process.stderr.write(
      `${name} is not what the imports are: UPDATE_DOCS=1 npm test -- check\n`,
    );
  }
}
