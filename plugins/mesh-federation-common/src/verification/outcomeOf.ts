import type { Proof, RunOutcome } from '../model';

/**
 * Whether a proof shows what the run was for.
 *
 * @alpha
 */
export function outcomeOf(
  proof: Pick<Proof, 'steps' | 'proxies'> | undefined,
): RunOutcome {
  const verdicts = [...(proof?.steps ?? []), ...(proof?.proxies ?? [])].map(
    ({ verdict }) => verdict,
  );
  if (verdicts.includes('violated')) {
    return 'not-proven';
  }
  return proof === undefined || verdicts.includes('unknown')
    ? 'unknown'
    : 'proven';
}
