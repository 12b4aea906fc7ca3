import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../demo/paths.ts';
import { phase } from '../times/phases.ts';
import { command } from './command.ts';
import { failure, type LevelResult } from './LevelResult.ts';
import { startPostgres } from './postgres.ts';

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Jest in all packages, with SQLite and a real PostgreSQL. */
export async function runUnit(args: readonly string[]): Promise<LevelResult> {
  const report = join(CACHE, 'unit.json');
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  const postgres = await phase('PostgreSQL', startPostgres);
  try {
    await phase('Jest', () => jest(args, report, postgres.connectionString));
  } finally {
    await postgres.stop();
  }
  const result = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
  return {
    passed: result.numPassedTests,
    // A suite that does not even load has no failed test of its own.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    failures: result.testResults
      .filter(({ status }) => status === 'failed')
      .flatMap(failuresOf),
  };
}

/** One text for each failed test of a file, or one for the file that did not load. */
function failuresOf({
  name,
  message,
  assertionResults,
}: JestReport['testResults'][number]): readonly string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  return failed.length === 0
    ? [failure(name, message)]
    : failed.map(({ fullName, failureMessages }) =>
        failure(fullName, failureMessages.join('\n')),
      );
}

const jest = (args: readonly string[], report: string, postgres: string) =>
  command(
    'backstage-cli',
    [
      'repo',
      'test',
      '--ci',
      '--watchAll=false',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    {
      env: {
        CI: '1',
        // @kubernetes/client-node is an ES module.
        NODE_OPTIONS:
          '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres,
      },
    },
  );
