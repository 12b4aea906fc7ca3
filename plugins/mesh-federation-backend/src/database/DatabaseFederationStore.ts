import { ConflictError } from '@backstage/errors';
import {
  optional,
  type Federation,
  type Paged,
  type PageRequest,
  type Plan,
  type PlanSummary,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import type { FederationStore } from './FederationStore';
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
    });
  }

  async getPlan(id: string): Promise<Plan | undefined> {
    const row = await this.#knex<PlanRow>('plans').where({ id }).first('body');
    return row && JSON.parse(row.body);
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
  };
}
