import type { ClusterObservation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { gunzipSync } from 'node:zlib';
import type {
  ObservationStore,
  PackedObservation,
} from '../database/observations/ObservationStore';
import { parseStored } from '../database/observations/packedObservation';
import type { ObservedPast } from '../observation/ObservedPast';
import { judgeHere } from '../service/judging/threads/ThreadedJudging';
import { createObservedPast } from '../service/mesh/createObservedPast';
import { packForTest } from './packForTest';

/** Observations in memory, packed as in the database. */
export function storeForTest(): {
  readonly store: ObservationStore;
  readonly past: ObservedPast;
  /** What is stored, its own times left out where they are in the database. */
  readonly stored: () => readonly ClusterObservation[];
} {
  const rows = new Map<string, PackedObservation>();
  return {
    store: {
      save: async item => void rows.set(item.state.cluster, packForTest(item)),
      savePacked: async row => void rows.set(row.cluster, row),
      packed: async () => [...rows.values()],
      prune: async () => {},
    },
    past: createObservedPast({
      judging: judgeHere(),
      federations: { listFederations: async () => [] },
      now: () => new Date(),
    }),
    stored: () =>
      [...rows.values()].flatMap(
        ({ bytes }) =>
          parseStored(gunzipSync(new Uint8Array(bytes)).toString('utf8')) ?? [],
      ),
  };
}
