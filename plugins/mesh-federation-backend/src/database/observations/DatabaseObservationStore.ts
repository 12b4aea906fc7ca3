import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pLimit from 'p-limit';
import { jsonPieces } from './jsonPieces';
import type { ObservationStore } from './ObservationStore';
import { withoutTimes } from './observationTimes';
import {
  packObservation,
  SCHEMA,
  type PackedObservation,
  type StoredObservation,
} from './packedObservation';
import type { ObservationRow } from '../queries/rows';

const compress = promisify(gzip);

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

/** A row in shared memory. */
interface KeptPacked extends Pick<ObservationRow, 'digest'> {
  readonly packed: Promise<PackedObservation | undefined>;
}

/**
 * {@link ObservationStore} in the plugin's database, which has been migrated. An observation that
 * saw the same as the one before changes only the time, because a state of a big cluster is large
 * and rarely changes. What was read is kept in memory by digest, because each request needs all
 * states.
 */
export class DatabaseObservationStore implements ObservationStore {
  readonly #knex: Knex;
  /** Several at once would take their turns right after each other. */
  readonly #oneByOne = pLimit(1);
  readonly #packed = new Map<ClusterName, KeptPacked>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(observation: ClusterObservation): Promise<void> {
    const { cluster, at } = observation.state;
    const state = withoutTimes(observation.state);
    const { json, digest } = await this.#oneByOne(() =>
      serialize({ schema: SCHEMA, ...observation, state }),
    );
    await this.#write({ cluster, at, digest }, () => compress(json));
  }

  async savePacked({ bytes, ...row }: PackedObservation): Promise<void> {
    await this.#write(row, async () => Buffer.from(new Uint8Array(bytes)));
  }

  async #write(
    row: Omit<ObservationRow, 'body'>,
    body: () => Promise<Buffer>,
  ): Promise<void> {
    const { cluster, at, digest } = row;
    const touched = await this.#knex<ObservationRow>('observations')
      .where({ cluster, digest })
      .andWhere('at', '<=', at)
      .update({ at });
    if (touched > 0) {
      return;
    }
    await this.#knex<ObservationRow>('observations')
      .insert({ cluster, at, digest, body: await body() })
      .onConflict('cluster')
      .merge()
      // A slow replica does not put an older observation over a newer one.
      .where('observations.at', '<=', at);
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
    for (const cluster of [...this.#packed.keys()]) {
      if (!keep.includes(cluster)) {
        this.#packed.delete(cluster);
      }
    }
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
}
