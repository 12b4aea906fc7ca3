import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  FederationSpec,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { callerName } from '../caller/callerName';
import type {
  CallerOptions,
  FederationService,
} from '../federations/FederationService';

/**
 * Writes an audit event for every operation that changes something: who, what, and how it ended. It stands before the check of
 * permissions, so that refused attempts are recorded too.
 */
export class AuditedFederationService implements FederationService {
  readonly #inner: FederationService;
  readonly #auditor: AuditorService;

  constructor(options: {
    readonly inner: FederationService;
    readonly auditor: AuditorService;
  }) {
    this.#inner = options.inner;
    this.#auditor = options.auditor;
  }

  listClusters(caller: CallerOptions) {
    return this.#inner.listClusters(caller);
  }

  getTrust(caller: CallerOptions) {
    return this.#inner.getTrust(caller);
  }

  listFindings(caller: CallerOptions) {
    return this.#inner.listFindings(caller);
  }

  listFederations(caller: CallerOptions) {
    return this.#inner.listFederations(caller);
  }

  getFederation(name: string, caller: CallerOptions) {
    return this.#inner.getFederation(name, caller);
  }

  putFederation(name: string, spec: FederationSpec, caller: CallerOptions) {
    return this.#audited({
      eventId: 'federation-update',
      meta: { federation: name, clusters: [...spec.members] },
      caller,
      write: () => this.#inner.putFederation(name, spec, caller),
    });
  }

  listPlans(federation: string, caller: CallerOptions) {
    return this.#inner.listPlans(federation, caller);
  }

  createPlan(federation: string, request: PlanRequest, caller: CallerOptions) {
    return this.#audited({
      eventId: 'plan-create',
      meta: { federation, kind: request.kind },
      caller,
      write: () => this.#inner.createPlan(federation, request, caller),
      describe: plan => ({
        plan: plan.id,
        digest: plan.digest,
        status: plan.status,
        clusters: [...plan.federation.members],
      }),
    });
  }

  getPlan(id: string, caller: CallerOptions) {
    return this.#inner.getPlan(id, caller);
  }

  startRun(planId: string, digest: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'run-start',
      meta: { plan: planId, digest },
      caller,
      write: () => this.#inner.startRun(planId, digest, caller),
      describe: run => ({ run: run.id, federation: run.federation }),
    });
  }

  listRuns(filter: { readonly federation?: string }, caller: CallerOptions) {
    return this.#inner.listRuns(filter, caller);
  }

  getRun(id: string, caller: CallerOptions) {
    return this.#inner.getRun(id, caller);
  }

  cancelRun(id: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'run-cancel',
      meta: { run: id },
      caller,
      write: () => this.#inner.cancelRun(id, caller),
      describe: run => ({ federation: run.federation, plan: run.planId }),
    });
  }

  observe(
    request: { readonly clusters?: readonly string[] },
    caller: CallerOptions,
  ) {
    return this.#audited({
      eventId: 'observation-create',
      meta: request.clusters ? { clusters: [...request.clusters] } : {},
      caller,
      write: () => this.#inner.observe(request, caller),
    });
  }

  getEntityMesh(
    entity: Parameters<FederationService['getEntityMesh']>[0],
    caller: CallerOptions,
  ) {
    return this.#inner.getEntityMesh(entity, caller);
  }

  getEntityReachability(
    ...[entity, filter, caller]: Parameters<
      FederationService['getEntityReachability']
    >
  ) {
    return this.#inner.getEntityReachability(entity, filter, caller);
  }

  getServiceReachability(
    ...[service, filter, caller]: Parameters<
      FederationService['getServiceReachability']
    >
  ) {
    return this.#inner.getServiceReachability(service, filter, caller);
  }

  async #audited<T>(options: {
    readonly eventId: string;
    readonly meta: JsonObject;
    readonly caller: CallerOptions;
    readonly write: () => Promise<T>;
    /** What is known only afterwards. */
    readonly describe?: (result: T) => JsonObject;
  }): Promise<T> {
    const { eventId, meta, caller, write, describe } = options;
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      ...(caller.request && { request: caller.request }),
      meta: { ...meta, user: callerName(caller.credentials) },
    });
    let result: T;
    try {
      result = await write();
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
    await event.success({ meta: describe?.(result) ?? {} });
    return result;
  }
}
