import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { applyMigrations } from '../applyMigrations';

/**
 * SQLite always; PostgreSQL 15 where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING says
 * where it is. Containers are never started for it.
 */
const databases = TestDatabases.create({
  ids: process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
    ? ['SQLITE_3', 'POSTGRES_15']
    : ['SQLITE_3'],
});

export const DATABASE_IDS = databases.eachSupportedId();

type DatabaseId = (typeof DATABASE_IDS)[number][0];

export function emptyDatabase(id: DatabaseId): Promise<Knex> {
  return databases.init(id);
}

export async function migratedDatabase(id: DatabaseId): Promise<Knex> {
  const knex = await databases.init(id);
  return applyMigrations({ getClient: async () => knex });
}
