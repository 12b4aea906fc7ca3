import type { ReachabilityCell, ReachabilityVerdict } from '../../../model';
import { OBSERVED_AT } from '@mesh-federation/fixtures';
import type { Judge } from '../judgeServices';

/**
 * Answers by a table whose keys name the client's cluster, its workload if there is one, the
 * provider and the Service with its port: `east/client>west orders:80`. A row without the workload,
 * then without the port, stands for all of them. What is in no row is blocked.
 */
export function aJudge(
  verdicts: Readonly<Record<string, ReachabilityVerdict>>,
): Judge & { readonly asked: string[] } {
  const asked: string[] = [];
  const judge = ({ client, provider, service, port }: Parameters<Judge>[0]) => {
    const to = `>${provider} ${service.name}`;
    const key = `${client.cluster}/${client.workload}${to}:${port}`;
    asked.push(key);
    const verdict =
      verdicts[key] ??
      verdicts[`${client.cluster}${to}:${port}`] ??
      verdicts[`${client.cluster}${to}`] ??
      'blocked';
    const cell: ReachabilityCell = {
      client,
      provider,
      port,
      verdict,
      summary: `${verdict} at ${provider}`,
      path: { kind: 'unknown' },
      security: { kind: 'unknown' },
      conditions: [],
      doubts: [],
      at: OBSERVED_AT,
    };
    return cell;
  };
  return Object.assign(judge, { asked });
}
