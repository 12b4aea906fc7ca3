import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Puts secret bytes in the place of `${secret:<name>}`, everywhere in a manifest. The result is for
 * the API server alone: it must not be stored, logged or returned. Throws when a placeholder has no
 * value, so that none is ever written into a cluster.
 */
export function fillSecrets(
  manifest: Manifest,
  secrets: Readonly<Record<string, string>>,
): Manifest {
  return filled(manifest, secrets) as Manifest;
}

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

function filled(
  value: unknown,
  secrets: Readonly<Record<string, string>>,
): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{secret:([\w-]+)\}/g, (_, name: string) => {
      if (!Object.hasOwn(secrets, name)) {
        throw new Error(`No value for the secret ${name}`);
      }
      return secrets[name];
    });
  }
  if (Array.isArray(value)) {
    return value.map(item => filled(item, secrets));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, filled(item, secrets)]),
    );
  }
  return value;
}
