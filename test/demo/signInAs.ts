import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import yaml from 'yaml';
import { signInAsGuest, type SignIn } from './api.ts';
import type { Backstage } from './backstage.ts';

const DEADLINE_MS = 30_000;

/**
 * Signs in as a user of the catalog, as whom everybody signs in from now on. What others have been
 * given before stays valid: so several people work with one Backstage.
 */
export async function signInAs(
  { baseUrl, configFile }: Pick<Backstage, 'baseUrl' | 'configFile'>,
  userEntityRef: string,
): Promise<SignIn> {
  const config = yaml.parse(readFileSync(configFile, 'utf8')) as object;
  const auth = { providers: { guest: { userEntityRef } } };
  writeFileSync(configFile, yaml.stringify({ ...config, auth }));
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const signIn = await signInAsGuest(baseUrl);
    if (signIn.backstageIdentity.identity.userEntityRef === userEntityRef) {
      return signIn;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Backstage has not read ${configFile} again: it still signs in as ${signIn.backstageIdentity.identity.userEntityRef}.`,
      );
    }
    await sleep(250);
  }
}
