import type { ClusterObservation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { gunzipSync } from 'node:zlib';
import { withTimes } from '../../../database/observations/observationTimes';
import {
  parseStored,
  type PackedObservation,
} from '../../../database/observations/packedObservation';
import { unobservedState } from '../../../observation/cluster/unobservedState';
import type { PackedCluster } from '../../../observation/ObservationService';
import type { PackedKnowledge } from './PackedKnowledge';
import type { MeshKnowledge } from './MeshKnowledge';
import { keepAnswers, type KeptAnswers } from './KeptAnswers';
import type { NamedEntity, SharedEntities } from './SharedEntities';
import { fromSharedJson } from './sharedJson';

/** What is known, decoded, and what was already answered from it. */
export interface Known {
  readonly knowledge: MeshKnowledge;
  readonly answers: KeptAnswers;
  /** Decoded once for each version. */
  entitiesOf(shared: SharedEntities): readonly NamedEntity[];
}

interface Kept {
  readonly packed: PackedCluster;
  /** Without times. */
  readonly stored?: ClusterObservation;
  readonly observation: ClusterObservation;
}

/**
 * Decodes what is known, each cluster once as long as it is the same. The observations are the same
 * objects as before where nothing was observed again, so that what was worked out from them can be
 * used again.
 */
export function createRecall(): (packed: PackedKnowledge) => Known {
  const kept = new Map<string, Kept>();
  const answersTo = keepAnswers();
  const entitiesOf = recallEntities();
  return ({ clusters, ...rest }) => {
    const observations = clusters.map(packed => {
      const before = kept.get(packed.cluster);
      const item =
        before && isSame(before.packed, packed)
          ? before
          : decode(packed, before);
      kept.set(packed.cluster, item);
      return item.observation;
    });
    const names = new Set(clusters.map(({ cluster }) => cluster));
    for (const name of kept.keys()) {
      if (!names.has(name)) {
        kept.delete(name);
      }
    }
    const knowledge = { ...rest, observations };
    return { knowledge, answers: answersTo(knowledge), entitiesOf };
  };
}

function recallEntities(): Known['entitiesOf'] {
  let kept: { version: number; entities: readonly NamedEntity[] } | undefined;
  return ({ version, entities }) => {
    if (kept?.version !== version) {
      kept = { version, entities: fromSharedJson(entities) };
    }
    return kept.entities;
  };
}

function isSame(a: PackedCluster, b: PackedCluster): boolean {
  return a.at === b.at && digestOf(a) === digestOf(b);
}

function digestOf(packed: PackedCluster): string {
  return 'digest' in packed ? packed.digest : packed.reason.message;
}

function decode(packed: PackedCluster, before: Kept | undefined): Kept {
  if ('reason' in packed) {
    return { packed, observation: { state: unobservedState(packed) } };
  }
  const stored =
    before && digestOf(before.packed) === packed.digest
      ? before.stored
      : parse(packed);
  if (stored === undefined) {
    const { cluster, at } = packed;
    const message = 'the cluster was not observed by this version yet';
    const reason = { kind: 'not-observed', message } as const;
    return {
      packed,
      observation: { state: unobservedState({ cluster, at, reason }) },
    };
  }
  const observation = {
    ...stored,
    state: withTimes(stored.state, packed.at),
  };
  return { packed, stored, observation };
}

function parse({ bytes }: PackedObservation): ClusterObservation | undefined {
  return parseStored(gunzipSync(new Uint8Array(bytes)).toString('utf8'));
}
