import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ObservationStore } from './ObservationStore';
import { withoutTimes, withTimes } from './observationTimes';
import type { ObservationRow } from './rows';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Of the shape of a state. To be raised when a state of an older version of this plugin lacks what this one reads. */
const SCHEMA = 2;

interface Stored extends ClusterObservation {
  /** Absent in the first version. */
  readonly schema?: number;
}

/**
 * {@link ObservationStore} in the plugin's database, which has been migrated. An observation that saw the same as the one before
 * changes only the time, because a state of a big cluster is large and rarely changes. After a load all facts of one observation
 * carry the time when it began. What another version of this plugin stored in another shape counts as not observed.
 */
export class DatabaseObservationStore implements ObservationStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(observation: ClusterObservation): Promise<void> {
    const { cluster, at } = observation.state;
    const stored: Stored = {
      schema: SCHEMA,
      ...observation,
      state: withoutTimes(observation.state),
    };
    const json = JSON.stringify(stored);
    const digest = createHash('sha256').update(json).digest('hex');
    const touched = await this.#knex<ObservationRow>('observations')
      .where({ cluster, digest })
      .andWhere('at', '<=', at)
      .update({ at });
    if (touched > 0) {
      return;
    }
    await this.#knex<ObservationRow>('observations')
      .insert({ cluster, at, digest, body: await compress(json) })
      .onConflict('cluster')
      .merge()
      // A slow replica does not put an older observation over a newer one.
      .where('observations.at', '<=', at);
  }

  async load(): Promise<readonly ClusterObservation[]> {
    const rows = await this.#knex<ObservationRow>('observations').orderBy(
      'cluster',
    );
    const observations = await Promise.all(rows.map(toObservation));
    return observations.filter(observation => observation !== undefined);
  }

  async prune(keep: readonly ClusterName[]): Promise<void> {
    await this.#knex<ObservationRow>('observations')
      .whereNotIn('cluster', [...keep])
      .delete();
  }
}

async function toObservation(
  row: ObservationRow,
): Promise<ClusterObservation | undefined> {
  const json = await decompress(row.body);
  const { schema, ...stored }: Stored = JSON.parse(json.toString('utf8'));
  return schema === SCHEMA
    ? { ...stored, state: withTimes(stored.state, row.at) }
    : undefined;
}
