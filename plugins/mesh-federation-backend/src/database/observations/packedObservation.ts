import type { ClusterObservation } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Version of the shape in which states are stored. Raise it when states that an older version of
 * this plugin stored lack what this one reads.
 */
export const SCHEMA = 9;

/** What is stored of an observation. Its state has no times. */
export interface StoredObservation extends ClusterObservation {
  /** Absent in the first version. */
  readonly schema?: number;
}

/**
 * An observation as it is stored, in memory that all threads share: handing it to a thread costs
 * nothing, and each thread decodes it once.
 */
export interface PackedObservation {
  readonly cluster: string;
  /** When the observation began. */
  readonly at: string;
  /** The same for two observations that saw the same. */
  readonly digest: string;
  /** JSON, compressed by gzip. */
  readonly bytes: SharedArrayBuffer;
}

/** Puts the row of an observation into shared memory. */
export function packObservation(row: {
  readonly cluster: string;
  readonly at: string;
  readonly digest: string;
  readonly body: Uint8Array;
}): PackedObservation {
  const { cluster, at, digest, body } = row;
  const bytes = new SharedArrayBuffer(body.byteLength);
  new Uint8Array(bytes).set(body);
  return { cluster, at, digest, bytes };
}

/** Undefined for what another version of this plugin stored in another shape. */
export function parseStored(json: string): ClusterObservation | undefined {
  const { schema, ...observation }: StoredObservation = JSON.parse(json);
  return schema === SCHEMA ? observation : undefined;
}
