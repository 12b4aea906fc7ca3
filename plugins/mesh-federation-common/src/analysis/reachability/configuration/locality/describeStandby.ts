import type { Standby, StandbyRule } from '../../../../model';

const RULES: Readonly<Record<StandbyRule, string>> = {
  locality: 'localities',
  'failover-priority': 'failoverPriority',
  'traffic-distribution': 'traffic distribution',
};

/** One sentence. */
export function describeStandby({ nearer, rule }: Standby): string {
  return `Requests go to endpoints of ${nearer.join(
    ' and ',
  )} as long as enough of them are healthy (${RULES[rule]}).`;
}
