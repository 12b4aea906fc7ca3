import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterHandle } from '../bed/index.ts';
import { getObjects } from './evidence.ts';

/**
 * Secret bytes of a cluster that must be nowhere outside it: tokens of remote secrets, signing keys
 * of the CA.
 */
export async function secretBytes(
  cluster: ClusterHandle,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { metadata, data = {} } of await getObjects(
    cluster,
    'secrets',
    '--namespace',
    'istio-system',
  )) {
    for (const [key, base64] of Object.entries(data)) {
      const text = Buffer.from(base64, 'base64').toString();
      const where = `${cluster.name} ${metadata.name} ${key}`;
      const token = /token: "?([\w-]+\.[\w-]+\.[\w-]+)/.exec(text)?.[1];
      if (token) {
        // Signature of the JWT: its header is the same for every token.
        found.set(where, token.split('.')[2]!);
      }
      if (/PRIVATE KEY/.test(text)) {
        found.set(where, text.split('\n')[2]!.trim());
      }
    }
  }
  return found;
}

/** Every file below a folder, with its bytes. */
export async function filesBelow(
  folder: string,
): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(name => ({ name, bytes: readFileSync(name) }));
}

/** Where one of the secrets stands in the clear or in Base64; empty when nowhere. */
export function leaks(
  secrets: ReadonlyMap<string, string>,
  places: readonly { readonly name: string; readonly bytes: Buffer }[],
): readonly string[] {
  const found: string[] = [];
  for (const [where, secret] of secrets) {
    for (const { name, bytes } of places) {
      const encoded = Buffer.from(secret)
        .toString('base64')
        .replace(/=+$/, '')
        .slice(2, -2);
      if (bytes.includes(secret) || bytes.includes(encoded)) {
        found.push(`${where} is in ${name}`);
      }
    }
  }
  return found;
}
