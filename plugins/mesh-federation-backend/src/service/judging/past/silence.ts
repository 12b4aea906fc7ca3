import {
  optional,
  type ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { withoutTimes } from '../../../database/observations/observationTimes';
import {
  packObservation,
  SCHEMA,
  type PackedObservation,
} from '../../../database/observations/packedObservation';
import { lastAnswered } from '../../../observation/cluster/answered';
import type { Known } from '../known/recall';

/** What to store of a cluster that does not answer: with the last state in which it did. */
export function silence(
  { knowledge }: Known,
  { state }: { readonly state: ClusterState },
): PackedObservation {
  const { cluster, at } = state;
  const before = knowledge.observations.find(
    item => item.state.cluster === cluster,
  );
  const json = JSON.stringify({
    schema: SCHEMA,
    state: withoutTimes(state),
    ...optional({ lastKnown: before && lastAnswered(before) }),
  });
  const digest = createHash('sha256').update(json).digest('hex');
  return packObservation({ cluster, at, digest, body: gzipSync(json) });
}
