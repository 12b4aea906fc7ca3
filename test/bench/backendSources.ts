import { createRequire } from 'node:module';

/**
 * Loads a module of the backend's sources, which it does not export, or of its dependencies:
 * CommonJS, transformed from TypeScript when it is loaded.
 */
export const loadBackend = createRequire(
  new URL('../../plugins/mesh-federation-backend/src/index.ts', import.meta.url)
    .pathname,
);

const { DatabaseObservationStore } = loadBackend(
  './database/observations/DatabaseObservationStore.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/database/observations/DatabaseObservationStore.ts');
const { applyMigrations } = loadBackend(
  './database/applyMigrations.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/database/applyMigrations.ts');
const { default: knexOf } = loadBackend('knex') as typeof import('knex');

/** The plugin's store of observations over a database in memory. */
export async function openStore() {
  const knex = knexOf({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await applyMigrations({ getClient: async () => knex });
  return {
    store: new DatabaseObservationStore(knex),
    close: () => knex.destroy(),
  };
}
