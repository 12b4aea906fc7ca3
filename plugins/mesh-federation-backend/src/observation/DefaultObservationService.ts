import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import pLimit from 'p-limit';
import {
  compareStrings,
  optional,
  type ClusterName,
  type ClusterState,
  type Inventory,
  type InventoryCluster,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationConfig } from '../config';
import type { ObservationStore } from '../database/observations/ObservationStore';
import type { ClusterClients } from '../kubernetes/ClusterClient';
import type { ClusterInventory } from '../kubernetes/ClusterInventory';
import type { PodExec } from '../kubernetes/PodExec';
import type {
  FreshObservation,
  ObservationService,
  PackedCluster,
  UnobservedCluster,
} from './ObservationService';
import { observeCluster, type FirstPass } from './cluster/observeCluster';
import { answered } from './cluster/answered';
import type { PodHttp } from '../kubernetes/PodHttp';
import type { ObservedPast } from './ObservedPast';
import { reviewTokens } from './tokens/reviewTokens';
import { issuerOf } from './tokens/TokenIssuer';
import { shareNext } from './shareNext';

const INVENTORY_MS = 10_000;

interface Options {
  readonly inventory: ClusterInventory;
  readonly clients: ClusterClients;
  readonly exec: PodExec;
  /** Asks istiod itself; absent where the second witness is switched off. */
  readonly podHttp?: PodHttp;
  readonly store: ObservationStore;
  readonly past: ObservedPast;
  readonly config: MeshFederationConfig;
  readonly logger: LoggerService;
  /** The process ends: what is being observed is given up and not stored. */
  readonly stopping: AbortSignal;
  /** Told how long each cluster took, to be measured. */
  readonly onClusterObserved?: (
    cluster: ClusterName,
    outcome: 'answered' | 'silent',
    seconds: number,
  ) => void;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

type ObserveOptions = NonNullable<Parameters<ObservationService['observe']>[0]>;

/** Observes clusters side by side, each within its own deadline, and stores what was seen. */
export class DefaultObservationService implements ObservationService {
  readonly #options: Options;
  readonly #now: () => Date;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #shared = shareNext<readonly FreshObservation[]>();
  readonly #sharedPass = shareNext<FirstPass>();
  readonly #unobserved = new Map<string, UnobservedCluster>();
  #inventory: { read: Promise<Inventory>; until: number } | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#limit = pLimit(options.config.observation.concurrentClusters);
  }

  observe(options: ObserveOptions = {}): Promise<readonly FreshObservation[]> {
    const { clusters, inspectProxies = false, checkAccess = false } = options;
    const names = clusters && [...clusters].sort(compareStrings);
    return this.#shared(
      JSON.stringify([names, inspectProxies, checkAccess]),
      () => this.#observe(options),
    );
  }

  async #observe(
    options: ObserveOptions,
  ): Promise<readonly FreshObservation[]> {
    const inventory = await this.inventory();
    const wanted = inventory.clusters.filter(
      ({ name, usable }) =>
        usable && (options.clusters?.includes(name) ?? true),
    );
    const passes = await Promise.all(
      wanted.map(({ name }) => this.#firstPass(name, options)),
    );
    // A cluster that was not asked to the end has not been silent.
    this.#options.stopping.throwIfAborted();
    const states = await this.#review(passes, inventory);
    this.#options.stopping.throwIfAborted();
    await Promise.all(states.map(state => this.#save(state, inventory)));
    if (!options.clusters) {
      await this.#options.store.prune(
        inventory.clusters.map(({ name }) => name),
      );
    }
    return [...states].sort(byName).map(state => ({ state }));
  }

  async #save(state: ClusterState, inventory: Inventory): Promise<void> {
    const { store, past } = this.#options;
    if (answered(state)) {
      await store.save({ state });
    } else {
      const stored = { inventory, clusters: await this.packed() };
      await store.savePacked(await past.withLastKnown(stored, state));
    }
  }

  async packed(): Promise<readonly PackedCluster[]> {
    const [inventory, stored] = await Promise.all([
      this.inventory(),
      this.#options.store.packed(),
    ]);
    const byCluster = new Map(stored.map(item => [item.cluster, item]));
    return inventory.clusters
      .map(
        cluster => byCluster.get(cluster.name) ?? this.#neverObserved(cluster),
      )
      .sort((a, b) => compareStrings(a.cluster, b.cluster));
  }

  inventory(): Promise<Inventory> {
    const now = this.#now().getTime();
    if (!this.#inventory || now >= this.#inventory.until) {
      const read = this.#options.inventory.read();
      this.#inventory = { read, until: now + INVENTORY_MS };
      // A failure is not kept: the next caller tries again.
      read.catch(() => {
        this.#inventory = undefined;
      });
    }
    return this.#inventory.read;
  }

  /**
   * With the same time until the cluster changes, as with a cluster that was observed, because
   * answers are kept as long as nothing changes.
   */
  #neverObserved({
    name,
    authProvider,
    usable,
  }: InventoryCluster): UnobservedCluster {
    const key = `${name}/${authProvider}/${usable}`;
    const cluster = this.#unobserved.get(key) ?? {
      cluster: name,
      at: this.#now().toISOString(),
      reason: usable
        ? {
            kind: 'not-observed',
            message: 'the cluster was not observed yet',
          }
        : {
            kind: 'unsupported',
            message: `auth provider ${authProvider} works with the token of a user only`,
          },
    };
    this.#unobserved.set(key, cluster);
    return cluster;
  }

  /** Of one cluster one pass of a kind runs at a time. */
  #firstPass(
    cluster: ClusterName,
    options: ObserveOptions,
  ): Promise<FirstPass> {
    const { inspectProxies = false, checkAccess = false } = options;
    return this.#sharedPass(`${cluster}/${inspectProxies}/${checkAccess}`, () =>
      this.#limit(() => this.#observeOne(cluster, options)),
    );
  }

  async #observeOne(
    cluster: ClusterName,
    { inspectProxies, checkAccess, signal }: ObserveOptions,
  ): Promise<FirstPass> {
    const { clients, exec, podHttp, inventory, config, logger, stopping } =
      this.#options;
    const deadline = AbortSignal.timeout(config.observation.clusterTimeoutMs);
    const apiServer = await inventory.apiServerUrl(cluster).catch(error => {
      logger.warn(
        `The URL of the API server of ${cluster} cannot be read: ${stringifyError(
          error,
        )}`,
      );
      return {};
    });
    const from = this.#now().getTime();
    const pass = await observeCluster({
      client: clients.forCluster(cluster),
      apiServer,
      now: this.#now,
      signal: AbortSignal.any([
        deadline,
        stopping,
        ...(signal ? [signal] : []),
      ]),
      checkAccess: checkAccess ?? false,
      ...optional({ exec: inspectProxies ? exec : undefined, podHttp }),
    });
    this.#options.onClusterObserved?.(
      cluster,
      answered(pass.state) ? 'answered' : 'silent',
      (this.#now().getTime() - from) / 1000,
    );
    return pass;
  }

  /** The second pass: asks the clusters that remote secrets point at about their tokens. */
  async #review(
    passes: readonly FirstPass[],
    inventory: Inventory,
  ): Promise<readonly ClusterState[]> {
    const fresh = new Map(passes.map(({ state }) => [state.cluster, state]));
    const answeredNow = (cluster: ClusterName) => {
      const state = fresh.get(cluster);
      return state !== undefined && answered(state);
    };
    const isWhole = inventory.clusters.every(
      ({ name, usable }) => !usable || answeredNow(name),
    );
    // A cluster that does not answer now is known by the CA that it had.
    const known = isWhole
      ? []
      : await this.#options.past.issuers({
          inventory,
          clusters: await this.packed(),
        });
    const issuers = [
      ...known
        .filter(({ cluster }) => !answeredNow(cluster))
        .map(issuer => ({
          ...issuer,
          ...optional({ unanswered: silenceOf(fresh.get(issuer.cluster)) }),
        })),
      ...[...fresh.values()].filter(answered).map(issuerOf),
    ];
    return Promise.all(
      passes.map(({ state, tokens }) =>
        reviewTokens({
          state,
          tokens,
          issuers,
          clients: this.#options.clients,
          now: this.#now,
          options: { signal: this.#options.stopping },
        }),
      ),
    );
  }
}

function silenceOf(state: ClusterState | undefined): UnknownReason | undefined {
  return state?.kubernetesVersion.status === 'unknown'
    ? state.kubernetesVersion.reason
    : undefined;
}

function byName(a: ClusterState, b: ClusterState): number {
  return compareStrings(a.cluster, b.cluster);
}
