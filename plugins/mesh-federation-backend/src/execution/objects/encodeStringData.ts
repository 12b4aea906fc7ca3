import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Turns `stringData`, which people read in a plan, into `data`, which the API server keeps: only
 * that can be compared with a live Secret and be owned.
 */
export function encodeStringData(manifest: Manifest): Manifest {
  const { stringData, ...rest } = manifest;
  if (typeof stringData !== 'object' || stringData === null) {
    return manifest;
  }
  const data = Object.entries(stringData).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  return { ...rest, data: Object.fromEntries(data) };
}
