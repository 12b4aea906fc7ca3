import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  optional,
  type FederationSpec,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';
import type { ChangeService } from './ChangeService';
import { callerName } from '../caller/callerName';

/**
 * Writes an audit event for every change: who, what, and how it ended. It stands before the check
 * of permissions, so that refused attempts are recorded too.
 */
export class AuditedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #auditor: AuditorService;

  constructor(options: {
    readonly inner: ChangeService;
    readonly auditor: AuditorService;
  }) {
    this.#inner = options.inner;
    this.#auditor = options.auditor;
  }

  putFederation(name: string, spec: FederationSpec, caller: CallerOptions) {
    return this.#audited({
      eventId: 'federation-update',
      meta: { federation: name, clusters: [...spec.members] },
      caller,
      write: () => this.#inner.putFederation(name, spec, caller),
    });
  }

  deleteFederation(name: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'federation-delete',
      meta: { federation: name },
      caller,
      write: () => this.#inner.deleteFederation(name, caller),
    });
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

  /** Writes nothing, so that it is no event. */
  previewPlan(
    ...[federation, request, caller]: Parameters<ChangeService['previewPlan']>
  ) {
    return this.#inner.previewPlan(federation, request, caller);
  }

  requestApproval(
    planId: string,
    comment: string | undefined,
    caller: CallerOptions,
  ) {
    return this.#audited({
      eventId: 'approval-request',
      meta: { plan: planId },
      caller,
      write: () => this.#inner.requestApproval(planId, comment, caller),
      describe: plan => ({ federation: plan.federation.name }),
    });
  }

  declinePlan(planId: string, reason: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'plan-decline',
      meta: { plan: planId, reason },
      caller,
      write: () => this.#inner.declinePlan(planId, reason, caller),
      describe: plan => ({ federation: plan.federation.name }),
    });
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

  cancelRun(id: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'run-cancel',
      meta: { run: id },
      caller,
      write: () => this.#inner.cancelRun(id, caller),
      describe: run => ({ federation: run.federation, plan: run.planId }),
    });
  }

  continueRun(id: string, caller: CallerOptions) {
    return this.#audited({
      eventId: 'run-continue',
      meta: { run: id },
      caller,
      write: () => this.#inner.continueRun(id, caller),
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
      ...optional({ request: caller.request }),
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
