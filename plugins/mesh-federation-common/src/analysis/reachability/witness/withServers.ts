import type { FindingCode, Reachability } from '../../../model';
import type { Heard } from './Heard';

/** What a verdict is, beside what istiod said. */
export type Judgement =
  | 'agrees'
  | 'says-less'
  | 'says-more'
  | 'cannot-know'
  | 'undecided';

/**
 * Whether the servers' proxies take the plain requests of all clients that were asked about;
 * undefined when that is not known of all of them.
 */
export function serversTake({
  servers: { testimonies, unheard },
}: Heard): 'all' | 'some' | 'none' | undefined {
  const kinds = testimonies.flatMap(({ requests }) =>
    requests.map(({ inbound }) => inbound.kind),
  );
  const refuses = kinds.some(kind => kind === 'refused' || kind === 'denied');
  if (kinds.includes('accepted')) {
    if (refuses) {
      return 'some';
    }
    return unheard === 0 && !kinds.includes('unread') ? 'all' : undefined;
  }
  return refuses && unheard === 0 && !kinds.includes('unread')
    ? 'none'
    : undefined;
}

/** Causes at the server that show in the configuration of its proxy. */
const SHOWN_BY_SERVER: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'MF6001',
  'MF6006',
  'MF6007',
]);

/** What the servers' proxies make of the judgement that the clients' proxies lead to. */
export function withServers(
  judgement: Judgement,
  { verdict, conditions, firstBroken, security }: Reachability,
  heard: Heard,
): Judgement {
  const take = serversTake(heard);
  if (verdict === 'blocked') {
    const isShown =
      firstBroken !== undefined && SHOWN_BY_SERVER.has(firstBroken.code);
    if (!isShown || judgement !== 'cannot-know') {
      return judgement;
    }
    if (take === 'none') {
      return 'agrees';
    }
    return take === 'all' ? 'says-more' : judgement;
  }
  if (verdict === 'unknown' || security.kind !== 'mutual-tls') {
    return judgement;
  }
  const isRefused =
    verdict === 'conditional'
      ? take === 'none' && conditions.every(({ on }) => on === 'endpoint')
      : take === 'none' || take === 'some';
  return isRefused ? 'says-less' : judgement;
}
