import type {
  LegResult,
  ReachabilityPath,
  ReachabilityVerdict,
} from '../../../model';
import { describeStandby } from '../configuration/locality/describeStandby';
import { assertNever } from '../../../model/basics/assertNever';

/** One sentence: the first cause, what is missing, the condition, or the path. */
export function summarizeReachability(
  verdict: ReachabilityVerdict,
  legs: readonly LegResult[],
  path: ReachabilityPath,
): string {
  switch (verdict) {
    case 'blocked':
      return legs.find(({ status }) => status === 'violated')!.summary;
    case 'unknown':
      return (
        legs.find(({ status }) => status === 'unknown')?.summary ??
        'istiod says otherwise than what was read.'
      );
    case 'standby':
      return describeStandby(legs.flatMap(({ standby }) => standby ?? [])[0]!);
    case 'conditional':
      return legs.flatMap(({ conditions }) => conditions)[0]!.text;
    case 'reachable':
      return describePath(path);
    default:
      return assertNever(verdict);
  }
}

function describePath(path: ReachabilityPath): string {
  switch (path.kind) {
    case 'local':
      return 'Requests stay inside the cluster.';
    case 'direct':
      return path.network === ''
        ? 'Requests go straight to the pods.'
        : `Requests go straight to the pods on network "${path.network}".`;
    case 'gateway': {
      const addresses = path.gateways.map(
        ({ address, port }) => `${address}:${port}`,
      );
      return `Requests go through the east-west gateway of network "${
        path.network
      }" at ${addresses.join(', ')}.`;
    }
    case 'none':
    case 'unknown':
      return 'Requests arrive.';
    default:
      return assertNever(path);
  }
}
