import type { Pod } from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';

/** A Pod by its name; undefined when there is none or Pods are unknown. */
export function podNamed(
  index: ClusterIndex,
  namespace: string,
  name: string,
): Pod | undefined {
  const found = index.pod(namespace, name);
  return found.status === 'observed' ? found.value : undefined;
}

/**
 * The Pod that has an address, rather one of the namespace; undefined when none has it or Pods are
 * unknown. Pods on the network of their Node have one address together, and which of them is meant
 * cannot be told.
 */
export function podAt(
  index: ClusterIndex,
  address: string,
  namespace: string,
): Pod | undefined {
  const found = index.podsAt(address);
  const pods = found.status === 'observed' ? found.value : [];
  const own = pods.filter(pod => pod.namespace === namespace);
  const [first, ...others] = own.length > 0 ? own : pods;
  return others.length === 0 ? first : undefined;
}
