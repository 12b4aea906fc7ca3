/**
 * A Backstage that stays after its run, with the clusters that it knows, so that the next run need
 * not start one.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWithBed } from '../bed/index.ts';
import {
  leftBackstage,
  runningBackstage,
  type Backstage,
} from './backstage.ts';
import type { ClusterAccess } from './clusterAccess.ts';
import { sourceHash } from './sourceHash.ts';

const FILE = 'kept.json';

interface Kept {
  readonly port: number;
  readonly sources: string;
  readonly clusters: readonly Pick<ClusterAccess, 'name' | 'url' | 'caData'>[];
}

/** What a Backstage runs from that is ours. */
const SOURCES = [
  'packages/backend',
  'plugins/mesh-federation-backend',
  'plugins/mesh-federation-common',
  'plugins/scaffolder-backend-module-mesh-federation',
  'plugins/catalog-backend-module-mesh-federation',
];

const knownBy = (access: readonly ClusterAccess[]): Kept['clusters'] =>
  access.map(({ name, url, caData }) => ({ name, url, caData }));

/** Leaves it for the next run; it ends with the clusters. */
export async function keepBackstage(
  backstage: Backstage,
  options: {
    readonly access: readonly ClusterAccess[];
    readonly stateDir: string;
    readonly port: number;
  },
): Promise<void> {
  const { access, stateDir, port } = options;
  const kept: Kept = {
    port,
    sources: await sourceHash(SOURCES),
    clusters: knownBy(access),
  };
  writeFileSync(join(stateDir, FILE), JSON.stringify(kept));
  endWithBed(backstage.pid);
  backstage.leave();
}

export function isKept(stateDir: string): boolean {
  return existsSync(join(stateDir, FILE));
}

/**
 * The Backstage that was kept, when it knows these very clusters and runs from the sources as they
 * are; undefined otherwise.
 */
export async function takeKeptBackstage(options: {
  readonly access: readonly ClusterAccess[];
  readonly stateDir: string;
  readonly port: number;
}): Promise<Backstage | undefined> {
  const { access, stateDir, port } = options;
  const pid = leftBackstage(stateDir);
  if (!isKept(stateDir) || pid === undefined) {
    return undefined;
  }
  const file = join(stateDir, FILE);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  const wanted: Kept = {
    port,
    sources: await sourceHash(SOURCES),
    clusters: knownBy(access),
  };
  if (JSON.stringify(kept) !== JSON.stringify(wanted)) {
    return undefined;
  }
  rmSync(file);
  return runningBackstage({ pid, stateDir, port });
}
