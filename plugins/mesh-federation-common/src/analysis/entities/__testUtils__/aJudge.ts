import { finding } from '../../../findings/registry';
import {
  optional,
  type LegResult,
  type Reachability,
  type ReachabilityVerdict,
} from '../../../model';
import { OBSERVED_AT } from '@mesh-federation/fixtures';
import type { Judge } from '../judgeServices';

function aBrokenLeg(cluster: string, peer: string): LegResult {
  const message = `${cluster} does not trust it.`;
  return {
    leg: 'identity',
    status: 'violated',
    summary: message,
    findings: [
      finding('MF2001', {
        cluster,
        peer,
        message,
        params: { federation: 'federation demo' },
      }),
    ],
    missing: [],
    conditions: [],
    evidence: [],
    doubts: [],
    unread: [],
  };
}

/**
 * Answers by a table whose keys name the client's cluster, its workload if there is one, the
 * provider and the Service with its port: `east/client>west orders:80`. A row without the workload,
 * then without the port, stands for all of them. What is in no row is blocked, and nothing that
 * could answer is there.
 */
export function aJudge(
  verdicts: Readonly<Record<string, ReachabilityVerdict>>,
): Judge & { readonly asked: string[] } {
  const asked: string[] = [];
  const judge = ({ client, provider, service, port }: Parameters<Judge>[0]) => {
    const to = `>${provider} ${service.name}`;
    const key = `${client.cluster}/${client.workload}${to}:${port}`;
    asked.push(key);
    const listed =
      verdicts[key] ??
      verdicts[`${client.cluster}${to}:${port}`] ??
      verdicts[`${client.cluster}${to}`];
    const verdict = listed ?? 'blocked';
    const cell: Reachability = {
      client,
      provider,
      service,
      port,
      verdict,
      ...optional({ idle: listed === undefined ? true : undefined }),
      ...optional({
        firstBroken:
          verdict === 'blocked'
            ? ({ leg: 'identity', code: 'MF2001' } as const)
            : undefined,
      }),
      summary: `${verdict} at ${provider}`,
      path: { kind: 'unknown' },
      security: { kind: 'unknown' },
      conditions: [],
      doubts: [],
      unread: [],
      at: OBSERVED_AT,
      legs: verdict === 'blocked' ? [aBrokenLeg(client.cluster, provider)] : [],
    };
    return cell;
  };
  return Object.assign(judge, { asked });
}
