import { lastAnswered } from '../../../observation/cluster/answered';
import {
  issuerOf,
  type TokenIssuer,
} from '../../../observation/tokens/TokenIssuer';
import type { Known } from '../known/recall';

/** Each cluster that ever answered, as it was when it did so last. */
export function issuers({ knowledge }: Known): readonly TokenIssuer[] {
  return knowledge.observations.flatMap(observation => {
    const state = lastAnswered(observation);
    return state ? [issuerOf(state)] : [];
  });
}
