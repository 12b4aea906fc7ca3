import type { Tone } from '../../../ui/status/Tone';
import type {
  ClientState,
  NeedVerdict,
  ReachabilityCell,
  ReachabilityVerdict,
  ServiceVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

const answers = {
  reachable: 'success',
  standby: 'neutral',
  conditional: 'partial',
  blocked: 'danger',
  unknown: 'unknown',
} as const;

/** Tone of an answer, and of a need for which there is no Service. */
export const reachabilityTones: Readonly<
  Record<ReachabilityVerdict | NeedVerdict, Tone>
> = { ...answers, partly: 'partial', 'no-service': 'neutral' };

/** What a cell is called: where nothing could answer, nothing is held up either. */
export function cellVerdict({
  verdict,
  idle,
}: Pick<ReachabilityCell, 'verdict' | 'idle'>): ServiceVerdict {
  return idle ? 'no-endpoints' : verdict;
}

/** Tone of a Service and port as a whole, and of a cell. */
export const serviceTones: Readonly<Record<ServiceVerdict, Tone>> = {
  ...answers,
  partly: 'partial',
  'no-endpoints': 'neutral',
};

/** Tone of each state of a client cluster. */
export const clientTones: Readonly<Record<ClientState, Tone>> = {
  blocked: answers.blocked,
  unknown: answers.unknown,
  partly: serviceTones.partly,
  conditional: answers.conditional,
  standby: answers.standby,
  reaches: answers.reachable,
};
