import {
  clientStateIn,
  type ClientState,
  type ClusterName,
  type MissingFact,
  type ReachabilityCell,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Claim } from './Claim';

/** A Service that is to be reached from a cluster, in any cluster or in one. */
export interface WantedReach {
  readonly namespace: string;
  readonly name: string;
  readonly from: ClusterName;
  readonly to?: ClusterName;
}

/** What of the answer decides. */
export interface JudgedReach {
  readonly items: readonly (Pick<
    ServiceReachability,
    'clusters' | 'port' | 'providers'
  > & {
    readonly cells: readonly Pick<
      ReachabilityCell,
      'client' | 'idle' | 'provider' | 'summary' | 'verdict'
    >[];
  })[];
  readonly missing?: readonly Pick<MissingFact, 'cluster' | 'reason'>[];
}

const STATES: Readonly<Record<ClientState, Claim['holds']>> = {
  reaches: 'yes',
  standby: 'yes',
  conditional: 'no',
  partly: 'no',
  blocked: 'no',
  unknown: 'unknown',
};

const VERDICTS: Readonly<Record<ReachabilityCell['verdict'], Claim['holds']>> =
  {
    reachable: 'yes',
    standby: 'yes',
    conditional: 'no',
    blocked: 'no',
    unknown: 'unknown',
  };

/**
 * Requests from a cluster to a Service arrive, on each of its ports, all of them: what only some
 * requests or clients may is not what was wanted. Endpoints that stand by for nearer ones count.
 */
export function reachabilityClaims(
  wanted: WantedReach,
  answer: JudgedReach,
): readonly Claim[] {
  const { items, missing = [] } = answer;
  if (items.length === 0) {
    return [nowhere(wanted, missing)];
  }
  return items.map(item => ({
    about: 'reachability' as const,
    claim: claimOf(wanted, item.port.number),
    ...stateOf(wanted, item),
  }));
}

function nowhere(
  wanted: WantedReach,
  missing: NonNullable<JudgedReach['missing']>,
): Claim {
  const base = { about: 'reachability', claim: claimOf(wanted) } as const;
  return missing.length === 0
    ? { ...base, holds: 'no', reason: 'No cluster has this Service' }
    : {
        ...base,
        holds: 'unknown',
        reason: missing
          .map(({ cluster, reason }) => `${cluster}: ${reason}`)
          .join('; '),
      };
}

function stateOf(
  { from, to }: WantedReach,
  item: JudgedReach['items'][number],
): Pick<Claim, 'holds' | 'reason'> {
  if (to === undefined) {
    const { state, cause } = clientStateIn(item, from);
    return {
      holds: STATES[state],
      reason: cause?.summary ?? 'Nothing is reported of it',
    };
  }
  const cell = item.cells.find(
    ({ client, provider }) => client.cluster === from && provider === to,
  );
  return cell
    ? { holds: VERDICTS[cell.verdict], reason: cell.summary }
    : { holds: 'unknown', reason: 'Nothing is reported of it' };
}

function claimOf(
  { namespace, name, from, to }: WantedReach,
  port?: number,
): string {
  const service = `Service ${namespace}/${name}`;
  return `${from} reaches ${service}${port === undefined ? '' : `:${port}`}${
    to === undefined ? '' : ` in ${to}`
  }`;
}
