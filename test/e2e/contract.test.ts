/**
 * The cluster in memory of the unit tests is honest: what is said of it is said of a real API
 * server, through Backstage's Kubernetes proxy.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ROOT } from '../demo/paths.ts';
import { startApiServer, type ApiServer } from './apiServer.ts';

const PACKAGE = join(ROOT, 'plugins/mesh-federation-backend');

interface JestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/**
 * Runs the package's contract, which the unit tests do not: it needs the API server. Resolves with
 * the exit code.
 */
function runContract(server: ApiServer, report: string): Promise<number> {
  const { url, caData, token } = server;
  return new Promise((resolve, reject) => {
    const child = spawn(
      'backstage-cli',
      [
        ...['package', 'test', '--watchAll=false', '--no-passWithNoTests'],
        ...['--testMatch', '**/apiServer.contract.ts'],
        ...['--json', '--outputFile', report],
      ],
      {
        cwd: PACKAGE,
        stdio: ['ignore', 'ignore', 2],
        env: {
          ...process.env,
          CI: '1',
          // @kubernetes/client-node is an ES module.
          NODE_OPTIONS:
            '--experimental-vm-modules --disable-warning=ExperimentalWarning',
          MESH_FEDERATION_CONTRACT_API_SERVER: JSON.stringify({
            url,
            caData,
            token,
          }),
        },
      },
    );
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}

describe('contract of cluster clients', () => {
  let server: ApiServer;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mesh-federation-contract-'));
    server = await startApiServer();
  });

  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is kept by a real API server', async () => {
    const report = join(folder, 'report.json');

    const code = await runContract(server, report);

    const { success, numPassedTests, numFailedTests, numPendingTests } =
      JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    assert.deepEqual(
      { code, success, numFailedTests, numPendingTests },
      { code: 0, success: true, numFailedTests: 0, numPendingTests: 0 },
    );
    assert.ok(numPassedTests > 0);
  });
});
