import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';

/**
 * Closes the plugin's database when the backend of a test stops: Backstage leaves the pool of
 * SQLite open, and its timer would keep the process.
 */
export const closeDatabase = createBackendModule({
  pluginId: 'mesh-federation',
  moduleId: 'close-database',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
      },
      async init({ database, lifecycle }) {
        const knex = await database.getClient();
        lifecycle.addShutdownHook(() => knex.destroy());
      },
    });
  },
});
