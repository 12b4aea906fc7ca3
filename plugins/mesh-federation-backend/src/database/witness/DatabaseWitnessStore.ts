import {
  optional,
  type Timestamp,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import type { WitnessRow } from '../queries/rows';
import type {
  WitnessRecord,
  WitnessStore,
  WitnessSubject,
} from './WitnessStore';

const KEY = ['cluster', 'namespace', 'workload'] as const;

/** Of so many workloads contradictions are read at most: more than that is a fault of ours. */
const MAX_CONTRADICTED = 100;

/** {@link WitnessStore} in the plugin's database, which has been migrated. */
export class DatabaseWitnessStore implements WitnessStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(): Promise<readonly WitnessRecord[]> {
    const rows = await this.#knex<WitnessRow>('witness').orderBy([...KEY]);
    return rows.map(({ body, contradicted: _, ...row }) => ({
      ...toAsked(row),
      ...(JSON.parse(body) as Pick<WitnessRecord, 'weighing' | 'problem'>),
    }));
  }

  async asked() {
    const rows = await this.#knex<WitnessRow>('witness').select(
      ...KEY,
      'asked_at',
      'seen',
      'contradicted',
    );
    return rows.map(({ contradicted, ...row }) => ({
      ...toAsked(row),
      contradicted: contradicted > 0,
    }));
  }

  async contradictions() {
    const rows = await this.#knex<WitnessRow>('witness')
      .where('contradicted', '>', 0)
      .orderBy([...KEY])
      .limit(MAX_CONTRADICTED)
      .select('body');
    return rows.flatMap(
      ({ body }) =>
        (JSON.parse(body) as Pick<WitnessRecord, 'weighing'>).weighing
          .contradictions,
    );
  }

  async save(record: WitnessRecord): Promise<void> {
    const { cluster, namespace, workload, askedAt, seen, ...body } = record;
    await this.#knex<WitnessRow>('witness')
      .insert({
        cluster,
        namespace,
        workload,
        asked_at: askedAt,
        seen: seen ?? null,
        contradicted: record.weighing.contradictions.length,
        body: JSON.stringify(body),
      })
      .onConflict([...KEY])
      .merge();
  }

  async touch(
    { cluster, namespace, workload }: WitnessSubject,
    askedAt: Timestamp,
  ): Promise<void> {
    await this.#knex<WitnessRow>('witness')
      .where({ cluster, namespace, workload })
      .update({ asked_at: askedAt });
  }

  async prune(before: Timestamp): Promise<void> {
    await this.#knex<WitnessRow>('witness')
      .where('asked_at', '<', before)
      .delete();
  }
}

function toAsked({
  cluster,
  namespace,
  workload,
  asked_at: askedAt,
  seen,
}: Omit<WitnessRow, 'body' | 'contradicted'>) {
  return {
    cluster,
    namespace,
    workload,
    askedAt,
    ...optional({ seen: seen ?? undefined }),
  };
}
