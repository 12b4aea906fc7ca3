import type { Evidence, MissingFact } from '../../../../../model';
import { describeObject } from '../../../../../model/objectRef';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { missingFact } from '../../../lookup/missingFact';

/**
 * What shows that NetworkPolicies are in force in a cluster. That they are not can never be told:
 * anything may enforce them, k3s for example without a Pod of its own.
 */
export function enforcement({
  cluster,
  state: { networkPlugins },
}: ClusterIndex):
  | { readonly evidence: Evidence }
  | { readonly missing: MissingFact } {
  const what = 'whether anything enforces NetworkPolicies';
  if (networkPlugins.status === 'unknown') {
    return { missing: missingFact(cluster, what, networkPlugins) };
  }
  const { value: all, at } = networkPlugins;
  const found = all.find(({ enforces }) => enforces);
  if (found !== undefined) {
    return {
      evidence: {
        cluster,
        object: found.object,
        field: 'enforces NetworkPolicies',
        value: found.name,
        at,
      },
    };
  }
  const others = all.map(
    ({ name, object }) => `${name} (${describeObject(object)}) does not`,
  );
  return {
    missing: {
      cluster,
      what,
      reason: ['no DaemonSet is known to do it', ...others].join('; '),
      at,
    },
  };
}
