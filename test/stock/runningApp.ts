import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { until } from '../bed/process.ts';
import type { StockApp } from './stockApp.ts';

export interface RunningApp {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

const MINUTE = 60_000;

/** Stands for the clusters' tokens and certificates, which the recipe has in the environment. */
const NO_SECRETS = {
  EAST_TOKEN: 'none',
  WEST_TOKEN: 'none',
  EAST_CA_DATA: 'bm9uZQ==',
  WEST_CA_DATA: 'bm9uZQ==',
};

/** Starts the backend, which serves the built app too, and waits until it is ready. */
export async function startApp(
  app: StockApp,
  port: number,
): Promise<RunningApp> {
  const baseUrl = `http://localhost:${port}`;
  const log = openSync(app.log, 'a');
  const logBefore = statSync(app.log).size;
  const child = spawn('yarn', ['workspace', 'backend', 'start'], {
    cwd: app.folder,
    // A process group of its own, which is ended as a whole: the command starts others.
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      ...app.env,
      ...NO_SECRETS,
      APP_CONFIG_app_baseUrl: baseUrl,
      APP_CONFIG_backend_baseUrl: baseUrl,
      APP_CONFIG_backend_cors_origin: baseUrl,
      APP_CONFIG_backend_listen_port: String(port),
    },
  });
  closeSync(log);
  const stop = () => endGroup(child.pid!);
  try {
    await until(
      'Backstage is ready',
      {
        timeoutMs: 5 * MINUTE,
        otherwise: `Its log: ${app.log}`,
        hopeless: () =>
          child.exitCode === null
            ? startupFailure(readFileSync(app.log).subarray(logBefore))
            : 'it ended while starting',
      },
      async () => {
        const { ok } = await fetch(`${baseUrl}/.backstage/health/v1/readiness`);
        return ok || undefined;
      },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, stop };
}

/** Backstage goes on without the plugin that could not start, and is never ready. */
function startupFailure(log: Buffer): string | undefined {
  return /Plugin '.+' threw an error during startup[^\n]{0,500}/.exec(
    log.toString('utf8'),
  )?.[0];
}

/** What does not end in an orderly way within ten seconds is killed. */
async function endGroup(pid: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  signalTo(pid, 'SIGTERM');
  while (signalTo(pid, 0)) {
    if (Date.now() > deadline) signalTo(pid, 'SIGKILL');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** False when nothing of the group is left. */
function signalTo(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
