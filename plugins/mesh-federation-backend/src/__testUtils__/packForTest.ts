import type { ClusterObservation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  packObservation,
  SCHEMA,
  type PackedObservation,
} from '../database/observations/packedObservation';

/** An observation as it comes out of the database, its times included. */
export function packForTest(
  observation: ClusterObservation,
  { schema = SCHEMA }: { readonly schema?: number } = {},
): PackedObservation {
  const { cluster, at } = observation.state;
  const json = JSON.stringify({ schema, ...observation });
  const digest = createHash('sha256').update(json).digest('hex');
  return packObservation({ cluster, at, digest, body: gzipSync(json) });
}
