import { spawn } from 'node:child_process';
import { ROOT } from '../demo/paths.ts';
import { recordPhase } from '../times/phases.ts';
import { failure, type LevelResult } from './LevelResult.ts';

/** A script of package.json with its options. */
type Check = readonly [script: string, ...options: string[]];

/** With UPDATE_DOCS=1 what is kept is written anew, as by the drawings. */
const COMPARE = process.env.UPDATE_DOCS ? [] : ['--ci'];

/**
 * What is checked without running the code: format, types, what the packages offer, lint rules,
 * who may import whom, drawings, configuration, and how easily a stranger finds a place. Side by
 * side on two cores; what a check needs of another one comes before it: API reports are made from
 * the declarations that `tsc` writes. It does so from the beginning each time, since the order of a
 * union in them depends on what was checked before.
 */
const LANES: readonly (readonly Check[])[] = [
  [
    ['tsc', '--incremental', 'false'],
    ['api-reports', ...COMPARE],
    ['docs:drawings'],
    ['config:check'],
  ],
  [
    ['lint'],
    ['prettier:check', '--log-level', 'warn'],
    ['lint:imports'],
    ['measures'],
  ],
];

/** Runs a script of package.json; resolves with its exit code and all that it wrote. */
function runScript([script, ...options]: Check) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--run', script, ...(options.length > 0 ? ['--', ...options] : [])],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    const keep = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

/** The checks of one lane, one after the other. Answers which failed. */
async function runLane(checks: readonly Check[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const check of checks) {
    const from = Date.now();
    const { code, output } = await runScript(check);
    recordPhase('check', (Date.now() - from) / 1000, check[0]);
    if (code !== 0 || check[0] === 'measures') {
      process.stderr.write(output);
    }
    process.stderr.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${check[0]}\n`);
    if (code !== 0) {
      failures.push(failure(check[0], output));
    }
  }
  return failures;
}

/** Each check counts as one test. */
export async function runChecks(): Promise<LevelResult> {
  const failures = (await Promise.all(LANES.map(runLane))).flat();
  const failed = failures.length;
  return { passed: LANES.flat().length - failed, failed, failures };
}
