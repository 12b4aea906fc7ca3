/**
 * The demo's command on clusters that somebody already has, here the bed's by their kubeconfig, and
 * what it leaves behind.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import yaml from 'yaml';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import { CACHE, ROOT } from '../demo/paths.ts';
import type { DemoResult } from '../demo/report.ts';
import { closeBed, openApartBed } from '../demo/sharedBed.ts';
import { PART_VARIABLE, phase } from '../times/phases.ts';
import { ownedObjects, rootOf } from './evidence.ts';

interface Kubeconfig {
  readonly apiVersion: string;
  readonly kind: string;
  readonly clusters: readonly object[];
  readonly users: readonly object[];
  readonly contexts: readonly object[];
}

/**
 * Runs the demo as its users do; resolves with its exit code and what stood last on standard
 * output.
 */
function demo(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['scripts/run.mjs', 'demo', ...args],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 2],
        env: { ...process.env, [PART_VARIABLE]: 'existingClusters' },
      },
    );
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.on('error', reject);
    child.on('exit', code => resolve({ code, stdout }));
  });
}

describe('existing clusters', () => {
  let clusters: readonly ClusterHandle[];
  const kubeconfig = join(CACHE, 'existing.kubeconfig');

  before(async () => {
    clusters = await phase('clusters', () =>
      openApartBed({ clusters: 2, sample: false }),
    );
    const configs = clusters.map(
      cluster =>
        yaml.parse(readFileSync(cluster.kubeconfig, 'utf8')) as Kubeconfig,
    );
    const merged: Kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: configs.flatMap(config => config.clusters),
      users: configs.flatMap(config => config.users),
      contexts: configs.flatMap(config => config.contexts),
    };
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(kubeconfig, yaml.stringify(merged), { mode: 0o600 });
  });

  after(() => closeBed());

  it('are joined and reported with --once, and given back as they were', async () => {
    const { code, stdout } = await demo([
      '--once',
      ...['--port', '7037', '--kubeconfig', kubeconfig],
      ...clusters.flatMap(({ name, context }) => [
        '--context',
        `${name}=${context}`,
      ]),
    ]);
    const result = JSON.parse(stdout.slice(stdout.indexOf('{'))) as DemoResult;
    assert.equal(code, 0, stdout);
    const [east, west] = clusters as [ClusterHandle, ClusterHandle];
    assert.deepEqual(result.clusters, ['east', 'west']);
    assert.deepEqual(result.trust, [
      {
        from: 'east',
        to: 'west',
        verdict: 'verified',
        root: await rootOf(west),
      },
      {
        from: 'west',
        to: 'east',
        verdict: 'verified',
        root: await rootOf(east),
      },
    ]);
    assert.deepEqual(result.remoteSecrets, [
      { in: 'east', for: 'west', sync: 'synced' },
      { in: 'west', for: 'east', sync: 'synced' },
    ]);
    assert.equal(result.secondPlanSteps, 0);
    assert.deepEqual(
      result.traffic.map(
        ({ from, to, after: status, answeredBy, viaGateway }) => ({
          from,
          to,
          status,
          answeredBy,
          gateway: Boolean(viaGateway),
        }),
      ),
      [
        {
          from: 'east',
          to: 'west',
          status: 200,
          answeredBy: 'west',
          gateway: true,
        },
        {
          from: 'west',
          to: 'east',
          status: 200,
          answeredBy: 'east',
          gateway: true,
        },
      ],
    );
    assert.ok(result.traffic.every(({ before: status }) => status !== 200));
    for (const cluster of clusters) {
      assert.deepEqual(await ownedObjects(cluster), []);
      const { stdout: namespaces } = await kubectl(cluster, [
        'get',
        'namespaces',
        '--output',
        'name',
      ]);
      assert.ok(!/shop|mesh-federation/.test(namespaces), namespaces);
    }
  });

  it('are refused with what is wrong with the command line', async () => {
    assert.equal((await demo(['--once', '--context', 'east=a'])).code, 2);
    assert.equal((await demo(['--clusters', '9'])).code, 2);
    const help = await demo(['--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /--kubeconfig FILE/);
  });
});
