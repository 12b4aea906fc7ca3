import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalize } from 'json-canonicalize';

import type { PlannedStep, PlanRequest } from '../../model';

/**
 * What an approval names: SHA-256 (hexadecimal) of the canonical JSON (RFC 8785) of federation
 * name, intent, request and rendered steps. Neither the id of the plan nor the time of an
 * observation is part of it, so that the same plan made twice has the same digest.
 *
 * @alpha
 */
export function planDigest(plan: {
  readonly federation: string;
  readonly intent: string;
  readonly request: PlanRequest;
  readonly steps: readonly PlannedStep[];
}): string {
  const { federation, intent, request, steps } = plan;
  return bytesToHex(
    sha256(
      utf8ToBytes(
        canonicalize({
          federation,
          intent,
          request,
          steps: steps.map(withoutTimes),
        }),
      ),
    ),
  );
}

/**
 * A remote secret that is renewed says when its token was last checked, which is a time of
 * observation.
 */
function withoutTimes(planned: PlannedStep): unknown {
  const { step } = planned;
  if (step.type !== 'remote-secret' || step.before === undefined) {
    return planned;
  }
  const { token, ...before } = step.before;
  return { ...planned, step: { ...step, before } };
}
