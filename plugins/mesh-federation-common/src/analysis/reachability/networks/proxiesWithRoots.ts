import type { Certificate, Fingerprint, Pod, ProxyRoots } from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { remembered } from '../../remembered';

/** Proxies that verify a foreign cluster, and those that cannot. */
export interface RootCoverage {
  /** How many. */
  readonly carrying: number;
  readonly lacking: readonly Pod[];
}

/**
 * Kept by the roots that are asked for: every question about a whole cluster has the same list of
 * sidecars.
 */
const knownCoverage = remembered(
  (_: readonly Pod[]) => new Map<string, RootCoverage>(),
);

/**
 * Which of the Pods' proxies hold a root of another cluster. What a proxy itself says of its roots
 * counts; of the others those with the XDS agent flag get every root that istiod is told to trust,
 * and those without never see a foreign one (istio/istio pkg/istio-agent/xds_proxy.go). Roots of
 * the cluster's own bundle need no flag.
 */
export function proxiesWithRoots(
  index: ClusterIndex,
  pods: readonly Pod[],
  roots: readonly Certificate[],
): RootCoverage {
  const { trustStore } = index.state;
  const bundle = trustStore.status === 'observed' ? trustStore.value.roots : [];
  const foreign = roots.filter(
    root => !bundle.some(({ fingerprint }) => fingerprint === root.fingerprint),
  );
  if (foreign.length < roots.length || roots.length === 0) {
    return { carrying: pods.length, lacking: [] };
  }
  const known = knownCoverage(pods);
  const key = roots.map(({ fingerprint }) => fingerprint).join(' ');
  const coverage = known.get(key) ?? coverageOf(index, pods, roots);
  known.set(key, coverage);
  return coverage;
}

function coverageOf(
  index: ClusterIndex,
  pods: readonly Pod[],
  roots: readonly Certificate[],
): RootCoverage {
  const dumps = dumpsOf(index);
  const lacks = ({ namespace, name, proxy }: Pod) => {
    const held =
      dumps.size === 0 ? undefined : dumps.get(`${namespace}/${name}`);
    return held === undefined
      ? proxy?.xdsAgent !== true
      : !roots.some(({ fingerprint }) => held.includes(fingerprint));
  };
  const all = pods.filter(lacks);
  const isFlagged = ({ proxy }: Pod) => proxy?.xdsAgent === true;
  const lacking = [
    ...all.filter(isFlagged),
    ...all.filter(pod => !isFlagged(pod)),
  ];
  return { carrying: pods.length - all.length, lacking };
}

const byPod = remembered(
  (list: readonly ProxyRoots[]): ReadonlyMap<string, readonly Fingerprint[]> =>
    new Map(
      list.flatMap(({ namespace, pod, roots }) =>
        roots.status === 'observed'
          ? [[`${namespace}/${pod}`, roots.value] as const]
          : [],
      ),
    ),
);

/** What running proxies say of themselves, by Pod. */
export function dumpsOf({
  state,
}: ClusterIndex): ReadonlyMap<string, readonly Fingerprint[]> {
  return state.proxyRoots.status === 'unknown'
    ? new Map()
    : byPod(state.proxyRoots.value);
}
