import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { jsonPieces } from './jsonPieces';
import type { ObservationStore } from './ObservationStore';
import { withoutTimes, withTimes } from './observationTimes';
import {
  packObservation,
  parseStored,
  SCHEMA,
  type PackedObservation,
  type StoredObservation,
} from './packedObservation';
import type { ObservationRow } from '../queries/rows';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** So much is written before others get their turn. */
const TURN = 128 * 1024;

/** Writes in turns: a large state must not hold up the requests of others. */
async function serialize(
  stored: StoredObservation,
): Promise<{ readonly json: Buffer; readonly digest: string }> {
  const hash = createHash('sha256');
  const buffers: Buffer[] = [];
  let text = '';
  const take = () => {
    const buffer = Buffer.from(text);
    hash.update(buffer);
    buffers.push(buffer);
    text = '';
  };
  for (const piece of jsonPieces(stored)) {
    text += piece;
    if (text.length >= TURN) {
      take();
      await setImmediate();
    }
  }
  take();
  return { json: Buffer.concat(buffers), digest: hash.digest('hex') };
}

/** A row in memory. */
interface Kept extends Pick<ObservationRow, 'digest' | 'at'> {
  readonly stored: Promise<ClusterObservation | undefined>;
  readonly observation: Promise<ClusterObservation | undefined>;
}

/** A row in shared memory. */
interface KeptPacked extends Pick<ObservationRow, 'digest'> {
  readonly packed: Promise<PackedObservation | undefined>;
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
  readonly #packed = new Map<ClusterName, KeptPacked>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(observation: ClusterObservation): Promise<void> {
    const { cluster, at } = observation.state;
    const stored = {
      ...observation,
      state: withoutTimes(observation.state),
    };
    const { json, digest } = await serialize({ schema: SCHEMA, ...stored });
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
    // What was just seen need not be read and decoded again.
    this.#kept.set(cluster, {
      digest,
      at,
      stored: Promise.resolve(stored),
      observation: Promise.resolve({
        ...stored,
        state: withTimes(stored.state, at),
      }),
    });
  }

  async load(): Promise<readonly ClusterObservation[]> {
    const rows = await this.#knex<ObservationRow>('observations')
      .select('cluster', 'at', 'digest')
      .orderBy('cluster');
    const observations = await Promise.all(rows.map(row => this.#keep(row)));
    return observations.filter(observation => observation !== undefined);
  }

  async packed(): Promise<readonly PackedObservation[]> {
    const rows = await this.#knex<ObservationRow>('observations')
      .select('cluster', 'at', 'digest')
      .orderBy('cluster');
    const observations = await Promise.all(
      rows.map(async row => {
        const packed = await this.#keepPacked(row);
        return packed?.digest === row.digest ? { ...packed, ...row } : packed;
      }),
    );
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
    for (const cluster of [...this.#packed.keys()]) {
      if (!keep.includes(cluster)) {
        this.#packed.delete(cluster);
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

  /** The bytes of a row, read once for each digest. */
  #keepPacked({
    cluster,
    digest,
  }: Omit<ObservationRow, 'body'>): KeptPacked['packed'] {
    const before = this.#packed.get(cluster);
    if (before?.digest === digest) {
      return before.packed;
    }
    const packed = this.#knex<ObservationRow>('observations')
      .where({ cluster })
      .first()
      .then(row => row && packObservation(row));
    const kept = { digest, packed };
    this.#packed.set(cluster, kept);
    const forget = () => {
      if (this.#packed.get(cluster) === kept) {
        this.#packed.delete(cluster);
      }
    };
    // Neither a failure is kept, nor what was written anew in between.
    packed.then(found => found?.digest !== digest && forget(), forget);
    return packed;
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
  return parseStored(json.toString('utf8'));
}
