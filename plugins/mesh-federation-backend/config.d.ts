import type { HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Mesh federation. Everything is optional.
   *
   * @visibility backend
   */
  meshFederation?: {
    /**
     * How clusters are observed.
     *
     * @visibility backend
     */
    observation?: {
      /** @visibility backend */
      schedule?: {
        /**
         * How often all clusters are observed, 10 seconds to 1 day. Default 1 minute.
         *
         * @visibility backend
         */
        frequency?: HumanDuration | string;
      };
      /**
       * The whole observation of one cluster, 1 second to 10 minutes. Default 30 seconds.
       *
       * @visibility backend
       */
      clusterTimeout?: HumanDuration | string;
      /**
       * Each call to a cluster, 1 second to 5 minutes. Default 10 seconds.
       *
       * @visibility backend
       */
      callTimeout?: HumanDuration | string;
      /**
       * Clusters observed side by side, 1 to 100. Default 8.
       *
       * @visibility backend
       */
      concurrentClusters?: number;
      /**
       * Calls side by side to one cluster, 1 to 100. Default 6.
       *
       * @visibility backend
       */
      concurrentCallsPerCluster?: number;
    };
    /**
     * The second witness: istiod is asked what it has configured the clients' proxies with, when
     * somebody opens a cell. Needs the optional right to forward ports to istiod.
     *
     * @visibility backend
     */
    witness?: {
      /**
       * Whether istiod is asked. Default true.
       *
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Whether it is also asked while nobody looks, about one workload after the other. Default
       * true.
       *
       * @visibility backend
       */
      background?: boolean;
      /**
       * Between two questions in the background to one control plane, 100 milliseconds to 1 hour.
       * Default 1 second.
       *
       * @visibility backend
       */
      interval?: HumanDuration | string;
    };
    /**
     * How approved plans are run.
     *
     * @visibility backend
     */
    runs?: {
      /**
       * How long a step waits, at a gate or for a cluster that does not answer, before it fails and
       * says what it waited for, 10 seconds to 1 day. Default 5 minutes.
       *
       * @visibility backend
       */
      gateTimeout?: HumanDuration | string;
      /**
       * How long a run waits for a change that it proposed to the owner of an object, such as a
       * pull request, 10 seconds to 30 days. Default 1 day. Meanwhile no other run changes its
       * clusters.
       *
       * @visibility backend
       */
      proposalTimeout?: HumanDuration | string;
      /**
       * A backend that gives no sign of life for this long loses its run to another one, 5 seconds
       * to 10 minutes. Default 20 seconds.
       *
       * @visibility backend
       */
      lease?: HumanDuration | string;
    };
    /**
     * Who may change something: create, change and delete federations, plan, approve, cancel.
     *
     * @visibility backend
     */
    changes?: {
      /**
       * Subjects of services that may, such as `plugin:scaffolder`. Backstage grants services every
       * permission, so that none may unless it is listed here; a service that acts for a signed-in
       * user is that user.
       *
       * @visibility backend
       */
      services?: string[];
    };
    /**
     * How plans are approved.
     *
     * @visibility backend
     */
    approval?: {
      /**
       * Whoever made a plan may not approve it. Default false.
       *
       * @visibility backend
       */
      anotherPerson?: boolean;
    };
    /**
     * How long plans and runs, with their events, are kept.
     *
     * @visibility backend
     */
    history?: {
      /**
       * What is older is forgotten, at least 1 day. Default 90 days.
       *
       * @visibility backend
       */
      maxAge?: HumanDuration | string;
      /**
       * Plans and runs of each federation that stay, however old they are, 1 to 10000. Default 50.
       *
       * @visibility backend
       */
      keepNewest?: number;
    };
    /** @visibility backend */
    remoteSecrets?: {
      /**
       * Lifetime asked for the token of a remote secret, 10 minutes to 3650 days in whole seconds.
       * Default 720 hours.
       *
       * @visibility backend
       */
      tokenLifetime?: HumanDuration | string;
    };
    /**
     * Addresses of API servers as the other clusters see them, where neither the catalog nor the
     * Kubernetes plugin knows them.
     *
     * @visibility backend
     */
    clusters?: Array<{
      /**
       * Name of the cluster in the Kubernetes plugin.
       *
       * @visibility backend
       */
      name: string;
      /**
       * An https URL that the istiod of every other member reaches.
       *
       * @visibility backend
       */
      apiServerUrl: string;
    }>;
  };
}
