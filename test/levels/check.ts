import { recordPhase } from '../times/phases.ts';
import { command } from './command.ts';
import type { LevelResult } from './LevelResult.ts';

/** What is checked without running the code. */
const CHECKS: readonly (readonly [file: string, ...args: string[]])[] = [
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['tsc', '--noEmit', '--incremental', 'false'],
  ['backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
  [
    'depcruise',
    '--config',
    'test/architecture/dependency-cruiser.cjs',
    'plugins',
    'packages',
    'test',
  ],
  ['backstage-cli', 'config:check', '--lax', '--config', 'app-config.yaml'],
];

/** Format, types, lint rules, who may import whom, configuration. Each counts as one test. */
export async function runChecks(): Promise<LevelResult> {
  let failed = 0;
  for (const [file, ...args] of CHECKS) {
    const from = Date.now();
    const code = await command(file, args);
    recordPhase(args[0]!, (Date.now() - from) / 1000, file);
    process.stderr.write(
      `${code === 0 ? 'ok  ' : 'FAIL'} ${file} ${args[0]}\n`,
    );
    failed += code === 0 ? 0 : 1;
  }
  return { passed: CHECKS.length - failed, failed };
}
