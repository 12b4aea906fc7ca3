import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Mesh federations as entities of the catalog. Everything is optional.
       *
       * @visibility backend
       */
      meshFederation?: {
        /**
         * Entity ref of whoever owns a federation whose clusters do not all have one and the same
         * owner in the catalog. Default `group:default/unknown`.
         *
         * @visibility backend
         */
        owner?: string;
        /**
         * How often federations are read. Default once a minute.
         *
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
