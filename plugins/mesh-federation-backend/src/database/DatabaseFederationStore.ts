import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  optional,
  type ApprovalRequest,
  type Federation,
  type Paged,
  type PageRequest,
  type Plan,
  type PlanDecline,
  type PlanSummary,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import type { FederationStore } from './FederationStore';
import { lockedPlan } from './queries/lockedPlan';
import { newestFirst } from './queries/newestFirst';
import type { FederationRow, PlanRow, RunRow } from './queries/rows';

/** A plan without its body, which can be large. */
type PlanHead = Omit<PlanRow, 'body'>;

const PLAN_HEAD: readonly (keyof PlanHead)[] = [
  'id',
  'federation',
  'status',
  'created_at',
  'created_by',
  'request',
  'digest',
  'steps',
  'approval_request',
  'declined',
];

/** {@link FederationStore} in the plugin's database, which has been migrated. */
export class DatabaseFederationStore implements FederationStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listFederations(): Promise<readonly Federation[]> {
    const rows = await this.#knex<FederationRow>('federations').orderBy('name');
    return rows.map(toFederation);
  }

  async getFederation(name: string): Promise<Federation | undefined> {
    const row = await this.#knex<FederationRow>('federations')
      .where({ name })
      .first();
    return row && toFederation(row);
  }

  async putFederation(federation: Federation): Promise<void> {
    const { created_at, ...changes } = toFederationRow(federation);
    const { name, version } = changes;
    // The one write that counts is also the comparison, so that of two at a time one is refused.
    const written =
      version === 1
        ? await this.#knex<FederationRow>('federations')
            .insert({ created_at, ...changes })
            .onConflict('name')
            .ignore()
            .returning('name')
        : await this.#knex<FederationRow>('federations')
            .where({ name, version: version - 1 })
            .update(changes)
            .returning('name');
    if (written.length === 0) {
      throw changedMeanwhile(name);
    }
  }

  async deleteFederation(
    federation: Pick<Federation, 'name' | 'version'>,
  ): Promise<void> {
    const { name, version } = federation;
    await this.#knex.transaction(async tx => {
      const run = await tx<RunRow>('runs')
        .where({ federation: name, status: 'running' })
        .first('id');
      if (run) {
        throw new ConflictError(
          `Run ${run.id} of federation ${name} has not ended: wait for it or cancel it`,
        );
      }
      const deleted = await tx<FederationRow>('federations')
        .where({ name, version })
        .delete();
      if (deleted === 0) {
        throw changedMeanwhile(name);
      }
    });
  }

  async savePlan(plan: Plan): Promise<void> {
    await this.#knex<PlanRow>('plans').insert({
      id: plan.id,
      federation: plan.federation.name,
      status: plan.status,
      created_at: plan.createdAt,
      created_by: plan.createdBy,
      request: JSON.stringify(plan.request),
      digest: plan.digest,
      steps: plan.steps.length,
      body: JSON.stringify(plan),
      approval_request: null,
      declined: null,
    });
  }

  async getPlan(id: string): Promise<Plan | undefined> {
    const row = await this.#knex<PlanRow>('plans').where({ id }).first();
    return row && toPlan(row);
  }

  async requestApproval(
    planId: string,
    request: ApprovalRequest,
  ): Promise<Plan> {
    return this.#knex.transaction(async tx => {
      const row = await openPlan(tx, planId);
      if (row.approval_request !== null) {
        return toPlan(row);
      }
      const approval_request = JSON.stringify(request);
      await tx<PlanRow>('plans')
        .where({ id: planId })
        .update({ approval_request });
      return toPlan({ ...row, approval_request });
    });
  }

  async declinePlan(planId: string, decline: PlanDecline): Promise<Plan> {
    return this.#knex.transaction(async tx => {
      const row = await openPlan(tx, planId);
      const declined = JSON.stringify(decline);
      await tx<PlanRow>('plans').where({ id: planId }).update({ declined });
      return toPlan({ ...row, declined });
    });
  }

  async listPlans(
    federation: string,
    page: PageRequest = {},
  ): Promise<Paged<PlanSummary>> {
    const { items, ...rest } = await newestFirst<PlanHead>({
      list: this.#knex<PlanRow>('plans').where({ federation }),
      columns: PLAN_HEAD,
      time: 'created_at',
      unique: 'id',
      page,
    });
    return { items: items.map(toPlanSummary), ...rest };
  }
}

/** A plan that is still to be decided on. Throws ConflictError when it is not. */
async function openPlan(tx: Knex.Transaction, id: string): Promise<PlanRow> {
  const row = await lockedPlan(tx, id);
  if (!row) {
    throw new NotFoundError(`No plan ${id}`);
  }
  const run = await tx<RunRow>('runs').where({ plan_id: id }).first('id');
  if (run) {
    throw new ConflictError(`Plan ${id} was approved: see run ${run.id}`);
  }
  return row;
}

function changedMeanwhile(name: string): ConflictError {
  return new ConflictError(
    `Federation ${name} was changed by somebody else meanwhile: read it again and make the change anew`,
  );
}

function toFederation(row: FederationRow): Federation {
  return {
    name: row.name,
    ...optional({
      description: row.description !== null ? row.description : undefined,
    }),
    members: JSON.parse(row.members),
    reader: row.reader as ReaderChoice,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

function toFederationRow(federation: Federation): FederationRow {
  return {
    name: federation.name,
    description: federation.description ?? null,
    members: JSON.stringify(federation.members),
    reader: federation.reader,
    version: federation.version,
    created_at: federation.createdAt,
    updated_at: federation.updatedAt,
    updated_by: federation.updatedBy,
  };
}

function toPlan(row: PlanRow): Plan {
  return { ...JSON.parse(row.body), ...approvalOf(row) };
}

function approvalOf(
  row: Pick<PlanRow, 'approval_request' | 'declined'>,
): Pick<Plan, 'approvalRequest' | 'declined'> {
  const { approval_request, declined } = row;
  return optional({
    approvalRequest:
      approval_request !== null ? JSON.parse(approval_request) : undefined,
    declined: declined !== null ? JSON.parse(declined) : undefined,
  });
}

function toPlanSummary(row: PlanHead): PlanSummary {
  return {
    id: row.id,
    federation: row.federation,
    status: row.status as PlanSummary['status'],
    createdAt: row.created_at,
    createdBy: row.created_by,
    request: JSON.parse(row.request),
    digest: row.digest,
    steps: row.steps,
    ...approvalOf(row),
  };
}
