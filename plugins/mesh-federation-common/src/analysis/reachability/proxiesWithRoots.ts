import type { Certificate, Fingerprint, Pod, ProxyRoots } from '../../model';
import type { ClusterIndex } from './ClusterIndex';

/** Proxies that verify a foreign cluster, and those that cannot. */
export interface RootCoverage {
  readonly carrying: readonly Pod[];
  readonly lacking: readonly Pod[];
}

interface Split {
  readonly flagged: readonly Pod[];
  readonly unflagged: readonly Pod[];
}

const SPLITS = new WeakMap<readonly Pod[], Split>();
const DUMPS = new WeakMap<
  readonly ProxyRoots[],
  ReadonlyMap<string, readonly Fingerprint[]>
>();

/**
 * Which of the Pods' proxies hold a root of another cluster. What a proxy itself says of its roots counts; of the others those with the XDS
 * agent flag get every root that istiod is told to trust, and those without never see a foreign one (istio/istio
 * pkg/istio-agent/xds_proxy.go). Roots of the cluster's own bundle need no flag.
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
  const { flagged, unflagged } = split(pods);
  if (foreign.length < roots.length || roots.length === 0) {
    return { carrying: pods, lacking: [] };
  }
  const dumps = dumpsOf(index);
  if (dumps.size === 0) {
    return { carrying: flagged, lacking: unflagged };
  }
  const carries = (pod: Pod, otherwise: boolean) => {
    const held = dumps.get(`${pod.namespace}/${pod.name}`);
    return held === undefined
      ? otherwise
      : roots.some(({ fingerprint }) => held.includes(fingerprint));
  };
  return {
    carrying: [
      ...flagged.filter(pod => carries(pod, true)),
      ...unflagged.filter(pod => carries(pod, false)),
    ],
    lacking: [
      ...flagged.filter(pod => !carries(pod, true)),
      ...unflagged.filter(pod => !carries(pod, false)),
    ],
  };
}

function split(pods: readonly Pod[]): Split {
  const known = SPLITS.get(pods);
  if (known !== undefined) {
    return known;
  }
  const result = {
    flagged: pods.filter(({ proxy }) => proxy?.xdsAgent === true),
    unflagged: pods.filter(({ proxy }) => proxy?.xdsAgent !== true),
  };
  SPLITS.set(pods, result);
  return result;
}

/** What running proxies say of themselves, by Pod. */
function dumpsOf({
  state,
}: ClusterIndex): ReadonlyMap<string, readonly Fingerprint[]> {
  if (state.proxyRoots.status === 'unknown') {
    return new Map();
  }
  const list = state.proxyRoots.value;
  const known = DUMPS.get(list);
  if (known !== undefined) {
    return known;
  }
  const result = new Map(
    list.flatMap(({ namespace, pod, roots }) =>
      roots.status === 'observed'
        ? [[`${namespace}/${pod}`, roots.value] as const]
        : [],
    ),
  );
  DUMPS.set(list, result);
  return result;
}
