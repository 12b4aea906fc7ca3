import {
  optional,
  type Federation,
  type Plan,
  type PlanSummary,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import type { FederationStore } from './FederationStore';
import type { FederationRow, PlanRow } from './rows';

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
    const { name, created_at, ...changes } = toFederationRow(federation);
    await this.#knex<FederationRow>('federations')
      .insert({ name, created_at, ...changes })
      .onConflict('name')
      .merge(changes);
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

  async listPlans(federation: string): Promise<readonly PlanSummary[]> {
    const rows = await this.#knex<PlanRow>('plans')
      .where({ federation })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select(
        'id',
        'federation',
        'status',
        'created_at',
        'created_by',
        'request',
        'digest',
        'steps',
      );
    return rows.map(toPlanSummary);
  }
}

function toFederation(row: FederationRow): Federation {
  return {
    name: row.name,
    ...optional({
      description: row.description !== null ? row.description : undefined,
    }),
    members: JSON.parse(row.members),
    reader: row.reader as ReaderChoice,
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
    created_at: federation.createdAt,
    updated_at: federation.updatedAt,
    updated_by: federation.updatedBy,
  };
}

function toPlanSummary(row: Omit<PlanRow, 'body'>): PlanSummary {
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
