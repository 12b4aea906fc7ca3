/** Programs that are not of the bed but of no use without it: they end with it. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { killAll } from './node/processes.ts';
import { startOf } from './owner.ts';
import { runDir } from './paths.ts';

const folder = join(runDir, 'companions');

/** From now on `bedDown` ends this process as well. */
export function endWithBed(pid: number): void {
  mkdirSync(folder, { recursive: true });
  // Tells it from a later process with the same id.
  writeFileSync(join(folder, String(pid)), startOf(pid) ?? '');
}

export async function endCompanions(): Promise<void> {
  await killAll(() =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter(
        name =>
          readFileSync(join(folder, name), 'utf8') === startOf(Number(name)),
      )
      .map(Number),
  );
}
