import type { RemoteSecret, Timestamp } from '../../../model';
import { renewBeforeMs } from '../../../model/renewBefore';
import {
  remoteSecretsFor,
  secretFault,
} from '../../../analysis/discovery/remoteSecretsFor';
import type { Member } from '../../members/Member';

/** What to do about the remote secret of `reader` for `target`. */
export type RemoteSecretDecision =
  | { readonly kind: 'keep' }
  /** Made by somebody else and working. */
  | { readonly kind: 'use'; readonly secret: RemoteSecret }
  /** Made by somebody else and not working: we may neither change nor duplicate it. */
  | {
      readonly kind: 'blocked';
      readonly secret: RemoteSecret;
      readonly fault: string;
    }
  /** To be made, or, with `before`, to be renewed in place. */
  | { readonly kind: 'write'; readonly before?: RemoteSecret };

/** Decides from what is there; a token whose state is unknown is left alone. */
export function decideRemoteSecret(
  reader: Member,
  target: Member,
  now: Timestamp,
): RemoteSecretDecision {
  const secrets = remoteSecretsFor(reader.state, target.state) ?? [];
  const own = secrets.find(({ ownership }) => ownership.owner === 'self');
  const foreign = secrets.find(({ ownership }) => ownership.owner !== 'self');
  if (own === undefined && foreign !== undefined) {
    const fault = secretFault(foreign, now);
    return fault === undefined
      ? { kind: 'use', secret: foreign }
      : { kind: 'blocked', secret: foreign, fault };
  }
  if (own === undefined) {
    return { kind: 'write' };
  }
  return needsRenewal(own, target, now)
    ? { kind: 'write', before: own }
    : { kind: 'keep' };
}

function needsRenewal(
  secret: RemoteSecret,
  target: Member,
  now: Timestamp,
): boolean {
  const { url, caFingerprints } = target.state.apiServer;
  const expiresSoon =
    secret.tokenExpiresAt !== undefined &&
    Date.parse(secret.tokenExpiresAt) - Date.parse(now) < renewBeforeMs(secret);
  return (
    secretFault(secret, now) !== undefined ||
    expiresSoon ||
    secret.credential !== 'token' ||
    (url !== undefined && secret.server !== url) ||
    (caFingerprints.length > 0 &&
      !sameSet(secret.caFingerprints, caFingerprints))
  );
}

/** Whether two lists hold the same values, in whatever order. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every(item => b.includes(item)) && b.every(item => a.includes(item));
}
