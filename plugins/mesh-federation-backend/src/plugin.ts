import {
  coreServices,
  createBackendPlugin,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  createPageLinks,
  MESH_FEDERATION_CHANNEL,
  meshFederationPermissions,
  optional,
  type MeshFederationSignal,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { registerActions } from './actions/registerActions';
import { readMeshFederationConfig } from './config';
import { applyMigrations } from './database/applyMigrations';
import { DatabaseFederationStore } from './database/DatabaseFederationStore';
import { DatabaseObservationStore } from './database/observations/DatabaseObservationStore';
import { forgetHistory } from './database/queries/forgetHistory';
import { DatabaseRunStore } from './database/DatabaseRunStore';
import { DefaultRunWorker } from './execution/run/DefaultRunWorker';
import type { RunWorker } from './execution/run/RunWorker';
import { createRouter } from './http/createRouter';
import { rehearsePlan } from './execution/objects/rehearsePlan';
import { renderStep } from './execution/steps/renderStep';
import { BackstageClusterInventory } from './kubernetes/inventory/BackstageClusterInventory';
import { createClusterAccess } from './kubernetes/access/createClusterAccess';
import type { Judging } from './service/judging/threads/Judging';
import { ThreadedJudging } from './service/judging/threads/ThreadedJudging';
import { IstiodWitness } from './observation/witness/IstiodWitness';
import type { Witness } from './observation/witness/Witness';
import { DatabaseWitnessStore } from './database/witness/DatabaseWitnessStore';
import { askInTurn } from './service/witness/askInTurn';
import { scheduleWitness } from './service/witness/scheduleWitness';
import { DefaultObservationService } from './observation/DefaultObservationService';
import type { ObservationService } from './observation/ObservationService';
import {
  scheduleObservation,
  scheduleSeconds,
} from './observation/scheduleObservation';
import { createServices } from './service/createServices';
import { createObservedPast } from './service/mesh/createObservedPast';
import { readKnowledge } from './service/mesh/readKnowledge';
import { readWitness } from './service/mesh/readWitness';
import { createTelemetry, registerGauges } from './service/operations/metrics';
import { readings } from './service/operations/readings';
import { CatalogEntityDirectory } from './service/reachability/CatalogEntityDirectory';
import { dropLeavers } from './service/runs/dropLeavers';
import { createRunAudit } from './service/runs/createRunAudit';
import { scheduleForgetting } from './service/runs/scheduleForgetting';
import { paceSignals } from './service/runs/paceSignals';
import { proveRun } from './service/runs/proveRun';

/** The parts of the plugin that reach the clusters, its clock and its ids. */
export interface Parts {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly createObservation: (
    options: ConstructorParameters<typeof DefaultObservationService>[0],
  ) => ObservationService;
  readonly createJudging: () => Judging;
  readonly createWitness: (
    options: ConstructorParameters<typeof IstiodWitness>[0],
  ) => Witness;
  readonly createWorker: (
    options: ConstructorParameters<typeof DefaultRunWorker>[0],
  ) => RunWorker;
  readonly rehearse: typeof rehearsePlan;
}

/** Sleeps, or ends at once when the signal says so; never rejects. */
const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);

/**
 * What a run writes at the moment has so long to get its answer when Backstage ends. A write that
 * gets none is on record: whoever goes on with the run reads the object first.
 */
const STOP_MS = 1500;

/** Lets tests replace parts of the plugin. The package does not export it. */
export const partsExtensionPoint = createExtensionPoint<{
  replace(parts: Partial<Parts>): void;
}>({ id: 'mesh-federation.parts' });

/**
 * The backend plugin `mesh-federation`: observes Istio clusters, plans and runs federations.
 *
 * @public
 */
export const meshFederationPlugin = createBackendPlugin({
  pluginId: 'mesh-federation',
  register(env) {
    const parts: Parts = {
      now: () => new Date(),
      newId: randomUUID,
      createObservation: options => new DefaultObservationService(options),
      createJudging: () => new ThreadedJudging(),
      createWitness: options => new IstiodWitness(options),
      createWorker: options => new DefaultRunWorker(options),
      rehearse: rehearsePlan,
    };
    env.registerExtensionPoint(partsExtensionPoint, {
      replace: replaced => Object.assign(parts, replaced),
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, discovery, lifecycle, logger, rootConfig } =
          deps;
        const config = readMeshFederationConfig(rootConfig);
        const { now, newId } = parts;
        const telemetry = createTelemetry(deps.metrics);

        const knex = await applyMigrations(deps.database);
        const federations = new DatabaseFederationStore(knex);
        const runs = new DatabaseRunStore(knex);

        const publish = paceSignals(async (message: MeshFederationSignal) => {
          try {
            await deps.signals.publish({
              recipients: { type: 'broadcast' },
              channel: MESH_FEDERATION_CHANNEL,
              message,
            });
          } catch (error) {
            // Pages poll as well: what happened must not fail because nobody could be told.
            logger.warn('Cannot publish a signal', toError(error));
          }
        });
        const stopping = new AbortController();

        const access = await createClusterAccess({ auth, discovery, config });
        const inventory = new BackstageClusterInventory({
          auth,
          catalog,
          config,
          discovery,
          logger,
          rootConfig,
        });
        const podHttp = config.witness.enabled ? access.podHttp : undefined;
        const judging = parts.createJudging();
        const witnessStore = new DatabaseWitnessStore(knex);
        const asksInBackground =
          config.witness.enabled && config.witness.background;
        const witnessed = asksInBackground ? witnessStore : undefined;
        const observation = parts.createObservation({
          clients: access.clients,
          config,
          exec: access.exec,
          inventory,
          logger,
          now,
          onClusterObserved: telemetry.clusterObserved,
          ...optional({ podHttp }),
          past: createObservedPast({ judging, federations, witnessed, now }),
          stopping: stopping.signal,
          store: new DatabaseObservationStore(knex),
        });
        const worker = parts.createWorker({
          clients: access.clients,
          config,
          federations,
          logger,
          now,
          ...optional({ podHttp }),
          owner: `${hostname()}-${process.pid}-${randomUUID()}`,
          random: Math.random,
          prove: (plan, how) =>
            proveRun({ plan, observation, now, sleep, ...how }),
          publish,
          runs,
          settle: plan => dropLeavers({ plan, federations, now }),
          sleep,
          telemetry,
          audit: createRunAudit({ auditor: deps.auditor, logger }),
        });
        const witness = podHttp
          ? parts.createWitness({ http: podHttp, now })
          : undefined;
        const services = createServices({
          anotherPerson: config.approval.anotherPerson,
          changers: config.changes.services,
          auditor: deps.auditor,
          catalog,
          witness,
          witnessed,
          directory: new CatalogEntityDirectory({ auth, catalog, logger, now }),
          federations,
          judging,
          logger,
          newId,
          now,
          observation,
          permissions: deps.permissions,
          publish,
          rehearse: steps =>
            parts.rehearse({
              steps,
              clients: access.clients,
              deadlineMs: config.observation.clusterTimeoutMs,
            }),
          renderStep,
          runs,
          schedule: scheduleSeconds(config),
          userInfo: deps.userInfo,
          worker,
        });
        registerGauges(deps.metrics, async () => {
          const knowledge = await readKnowledge({
            observation,
            federations,
            witnessed,
            now,
          });
          const [clusters, report, witnessReport] = await Promise.all([
            judging.ask('overviews', knowledge, {}),
            judging.ask('trust', knowledge, {}),
            readWitness(knowledge, { judging, witnessed }),
          ]);
          return readings({
            clusters,
            report,
            witness: witnessReport,
            runs: await runs.countOpen(now()),
            ...optional({ workerLookedAt: worker.lookedAt }),
            now: now(),
          });
        });

        deps.permissionsRegistry.addPermissions(meshFederationPermissions);
        deps.httpRouter.use(
          await createRouter({ services, httpAuth: deps.httpAuth }),
        );
        deps.httpRouter.addAuthPolicy({
          path: '/health',
          allow: 'unauthenticated',
        });
        registerActions({
          registry: deps.actionsRegistry,
          services,
          links: createPageLinks(
            rootConfig.getOptionalString('app.baseUrl') ?? '',
          ),
        });
        await scheduleForgetting({
          forget: options => forgetHistory(knex, options),
          history: config.history,
          logger,
          now,
          scheduler: deps.scheduler,
        });
        await scheduleObservation({
          config,
          logger,
          observation,
          onObserved: () => publish({ type: 'observation' }),
          scheduler: deps.scheduler,
        });
        if (witness && asksInBackground) {
          await scheduleWitness({
            scheduler: deps.scheduler,
            logger,
            ask: signal =>
              askInTurn(
                {
                  witness,
                  store: witnessStore,
                  witnessed,
                  intervalMs: config.witness.intervalMs,
                  observation,
                  federations,
                  judging,
                  now,
                  sleep,
                },
                AbortSignal.any([signal, stopping.signal]),
              ),
          });
        }
        lifecycle.addStartupHook(() => worker.start());
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          const stopped = new AbortController();
          await Promise.race([worker.stop(), sleep(STOP_MS, stopped.signal)]);
          stopped.abort();
          access.stop();
          await judging.close();
        });
      },
    });
  },
});
