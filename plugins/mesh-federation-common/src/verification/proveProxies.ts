import { unobserved } from '../analysis/describeUnknown';
import { ownRoots } from '../analysis/trust/ownRoots';
import type { ClusterName, ClusterState, ProxyProof } from '../model';
import { compareStrings } from '../model/basics/compareStrings';
import { someOf } from '../model/basics/english';

/**
 * For each ordered pair, whether every inspected proxy of `from` holds every root of `to`. Sorted
 * by `from`, then `to`.
 */
export function proveProxies(
  clusters: readonly ClusterName[],
  states: readonly ClusterState[],
): readonly ProxyProof[] {
  const sorted = [...clusters].sort(compareStrings);
  return sorted.flatMap(from =>
    sorted
      .filter(to => to !== from)
      .map(to => ({ from, to, ...provePair(from, to, states) })),
  );
}

function provePair(
  from: ClusterName,
  to: ClusterName,
  states: readonly ClusterState[],
): Omit<ProxyProof, 'from' | 'to'> {
  const reader = states.find(({ cluster }) => cluster === from);
  const target = states.find(({ cluster }) => cluster === to);
  const roots = target && ownRoots(target);
  if (reader === undefined || roots === undefined || roots.length === 0) {
    return unproved(
      reader === undefined
        ? `${from} was not observed.`
        : `The roots of ${to} are unknown.`,
    );
  }
  if (reader.proxyRoots.status === 'unknown') {
    return unproved(
      unobserved(`The roots in proxies of ${from}`, reader.proxyRoots.reason),
    );
  }
  const proxies = reader.proxyRoots.value;
  const read = proxies.flatMap(proxy =>
    proxy.roots.status === 'observed' ? [proxy.roots.value] : [],
  );
  const inspected = read.length;
  const holding = read.filter(held =>
    roots.every(({ fingerprint }) => held.includes(fingerprint)),
  ).length;
  const reason = `${someOf({
    count: holding,
    total: inspected,
    what: `inspected proxies of ${from}`,
    verb: ['holds', 'hold'],
  })} every root of ${to}.`;
  if (holding < inspected) {
    return { verdict: 'violated', reason, inspected, holding };
  }
  if (inspected === 0) {
    return unproved(`No running proxy of ${from} was inspected.`);
  }
  return inspected < proxies.length
    ? {
        verdict: 'unknown',
        reason: `${reason} ${proxies.length - inspected} could not be read.`,
        inspected,
        holding,
      }
    : { verdict: 'satisfied', reason, inspected, holding };
}

function unproved(reason: string): Omit<ProxyProof, 'from' | 'to'> {
  return { verdict: 'unknown', reason, inspected: 0, holding: 0 };
}
