import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ROOT_FIXTURES } from '@mesh-federation/fixtures';
import { knex, type Knex } from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'yaml';
import {
  ISTIOD_PATH,
  meshCluster,
  rollOut,
} from '../../execution/__testUtils__/meshCluster';

/** What stays when Backstage is killed: clusters, a Git server, the catalog and the databases. */
export class World {
  /** Of the databases and of the scaffolder's workspaces. */
  readonly folder = mkdtempSync(join(tmpdir(), 'killed-task-'));
  readonly clusters = {
    east: meshCluster('east', () => this.now()),
    west: meshCluster('west', () => this.now()),
  };
  /** What was pushed. */
  readonly pushes: string[] = [];
  /** What was registered. */
  readonly locations: string[] = [];
  /** Connections of all lives to the databases. */
  readonly connections: Knex[] = [];
  readonly #entities: Entity[];
  #passed = 0;

  constructor(entities: readonly Entity[]) {
    this.#entities = [...entities];
  }

  now(): Date {
    return new Date(Date.now() + this.#passed);
  }

  /** Time goes by while Backstage is not there: nothing was heard of its tasks and runs. */
  async pass(options: { readonly minutes: number }): Promise<void> {
    const { minutes } = options;
    this.#passed += minutes * 60_000;
    const database = knex({
      client: 'better-sqlite3',
      connection: { filename: join(this.folder, 'scaffolder.sqlite') },
      useNullAsDefault: true,
    });
    await database('tasks').update({
      last_heartbeat_at: database.raw(
        `datetime(last_heartbeat_at, '-${minutes} minutes')`,
      ),
    });
    await database.destroy();
  }

  /** The Pods of no Deployment start any more, so that a run cannot go on. */
  hold(): void {
    for (const mesh of Object.values(this.clusters)) mesh.holdRollouts = true;
  }

  release(): void {
    for (const mesh of Object.values(this.clusters)) {
      mesh.holdRollouts = false;
      rollOut(mesh.client, mesh.client.at(ISTIOD_PATH)!);
    }
  }

  /** Names the mesh that a cluster says to be of. */
  setMeshId(cluster: keyof World['clusters'], meshId: string): void {
    const { client } = this.clusters[cluster];
    client.edit('configmaps/istio-system/istio', ({ data }) => {
      data.mesh = `defaultConfig:\n  meshId: ${meshId}\ntrustDomain: cluster.local\n`;
    });
  }

  /** Sets istiod's environment, as its owner does. */
  setIstiodEnv(
    cluster: keyof World['clusters'],
    env: Readonly<Record<string, string>>,
  ): void {
    this.clusters[cluster].client.edit(ISTIOD_PATH, ({ spec }) => {
      spec.template.spec.containers[0].env = Object.entries({
        CLUSTER_ID: cluster,
        ...env,
      }).map(([name, value]) => ({ name, value }));
    });
  }

  /** What Envoy's admin interface tells of a proxy: its roots are those that istiod has. */
  secretDump(cluster: ClusterName): string {
    const { client } = this.clusters[cluster as keyof World['clusters']];
    const isJoined = client.at('configmaps/istio-system/mesh-federation');
    const roots = isJoined ? Object.keys(this.clusters) : [cluster];
    const pem = roots.map(name => ROOT_FIXTURES[name].pem).join('\n');
    const inline_bytes = Buffer.from(pem).toString('base64');
    const secret = { validation_context: { trusted_ca: { inline_bytes } } };
    return JSON.stringify({ configs: [{ name: 'ROOTCA', secret }] });
  }

  /** Closes the databases when whoever was killed has nothing to do with them any more. */
  async remove(): Promise<void> {
    await setTimeout(200);
    await Promise.all(this.connections.map(connection => connection.destroy()));
    rmSync(this.folder, { recursive: true });
  }

  /**
   * The catalog, which takes a location before it reads it, and takes it again where
   * `catalog.defaultLocationConflictStrategy` is `refresh` (plugin-catalog-backend
   * DefaultLocationService).
   */
  catalog() {
    const catalog = catalogServiceMock({ entities: [...this.#entities] });
    catalog.addLocation = async ({ target, dryRun }) => {
      const entities: Entity[] = this.pushes.map(text => parse(text));
      if (!dryRun && !this.locations.includes(target)) {
        this.locations.push(target);
        this.#entities.push(...entities);
      }
      const entityRef = 'location:default/west';
      return {
        location: { id: 'west', type: 'url', target, entityRef },
        entities: dryRun ? entities : [],
      };
    };
    return catalog;
  }
}
