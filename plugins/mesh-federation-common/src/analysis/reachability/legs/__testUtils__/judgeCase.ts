import { NOW } from '@mesh-federation/fixtures';
import type { LegResult } from '../../../../model';
import { createReachabilityContext } from '../../lookup/context/createReachabilityContext';
import type { Leg, LegInput } from '../../question/Leg';
import { toLegInput } from '../../engine/toLegInput';
import { DEFAULT_QUERY, type LegCase } from './FindingCases';

/** What a leg gets for a case. */
export function inputOf({
  states,
  query,
  federations = [],
}: Pick<LegCase, 'states' | 'query' | 'federations'>): LegInput {
  const context = createReachabilityContext(
    states().map(state => ({ state })),
    NOW,
    { federations },
  );
  const input = toLegInput(context, { ...DEFAULT_QUERY, ...query });
  if (input === undefined) {
    throw new Error('The case asks for a cluster that it does not have');
  }
  return input;
}

/** A leg's answer to a case. */
export function judgeCase(
  leg: Leg,
  legCase: Pick<LegCase, 'states' | 'query' | 'federations'>,
): Omit<LegResult, 'leg'> {
  return leg(inputOf(legCase));
}
