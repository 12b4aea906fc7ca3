import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const DIRECTORY = resolvePackagePath(
  '@mesh-federation/backstage-plugin-mesh-federation-backend',
  'migrations',
);

/**
 * The plugin's database with every migration applied, unless the installation migrates by itself.
 */
export async function applyMigrations(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: DIRECTORY });
  }
  return knex;
}
