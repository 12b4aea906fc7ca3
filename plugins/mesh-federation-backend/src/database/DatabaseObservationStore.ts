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

/**
 * Version of the shape in which states are stored. Raise it when states that an older version of
 * this plugin stored lack what this one reads.
 */
const SCHEMA = 5;

interface Stored extends ClusterObservation {
  /** Absent in the first version. */
  readonly schema?: number;
}

/** A row in memory. */
interface Kept extends Pick<ObservationRow, 'digest' | 'at'> {
  readonly stored: Promise<ClusterObservation | undefined>;
  readonly observation: Promise<ClusterObservation | undefined>;
}

/**
 * {@link ObservationStore} in the plugin's database, which has been migrated. An observation that
 * saw the same as the one before changes only the time, because a state of a big cluster is large
 * and rarely changes. After a load all facts of one observation carry the time when it began. What
 * another version of this plugin stored in another shape counts as not observed.
 *
 * What was loaded is kept in memory by digest and time, because each request needs all states and
 * they rarely change: as long as nothing was observed again, `load` gives the same objects.
 */
export class DatabaseObservationStore implements ObservationStore {
  readonly #knex: Knex;
  readonly #kept = new Map<ClusterName, Kept>();

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
    const rows = await this.#knex<ObservationRow>('observations')
      .select('cluster', 'at', 'digest')
      .orderBy('cluster');
    const observations = await Promise.all(rows.map(row => this.#keep(row)));
    return observations.filter(observation => observation !== undefined);
  }

  async prune(keep: readonly ClusterName[]): Promise<void> {
    await this.#knex<ObservationRow>('observations')
      .whereNotIn('cluster', [...keep])
      .delete();
    for (const cluster of [...this.#kept.keys()]) {
      if (!keep.includes(cluster)) {
        this.#kept.delete(cluster);
      }
    }
  }

  /** The observation of a row, decoded once for each digest and the same object for each time. */
  #keep(row: Omit<ObservationRow, 'body'>): Kept['observation'] {
    const { cluster, digest, at } = row;
    const before = this.#kept.get(cluster);
    const isSame = before?.digest === digest;
    if (isSame && before.at === at) {
      return before.observation;
    }
    const stored = isSame ? before.stored : this.#read(row);
    const observation = stored.then(
      value => value && { ...value, state: withTimes(value.state, at) },
    );
    const kept = { digest, at, stored, observation };
    this.#kept.set(cluster, kept);
    // A failure is not kept: the next caller tries again.
    observation.catch(() => {
      if (this.#kept.get(cluster) === kept) {
        this.#kept.delete(cluster);
      }
    });
    return observation;
  }

  async #read({
    cluster,
    digest,
  }: Omit<ObservationRow, 'body'>): Promise<ClusterObservation | undefined> {
    const row = await this.#knex<ObservationRow>('observations')
      .where({ cluster })
      .first('digest', 'body');
    if (row?.digest !== digest) {
      // Written anew in between: what is read here is true, but not what that digest stands for.
      this.#kept.delete(cluster);
    }
    return row && decode(row.body);
  }
}

/**
 * The stored state without the times of the observation itself; undefined when it was stored in
 * another shape.
 */
async function decode(body: Buffer): Promise<ClusterObservation | undefined> {
  const json = await decompress(body);
  const { schema, ...observation }: Stored = JSON.parse(json.toString('utf8'));
  return schema === SCHEMA ? observation : undefined;
}
