import type {
  ClusterName,
  ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Change } from '../Change';
import { clusterChoices, type WhyNot } from './clusterChoices';

/** What is wrong with a choice of clusters. */
export type ClustersProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-known'; readonly cluster: ClusterName }
  | {
      readonly kind: 'not-choosable';
      readonly cluster: ClusterName;
      readonly whyNot: WhyNot;
    }
  /** It would be the only member of the federation. */
  | { readonly kind: 'alone'; readonly cluster: ClusterName };

/** What is wrong with the clusters that are chosen, as far as the overview tells. */
export function checkClusters(options: {
  readonly clusters: readonly ClusterOverview[];
  readonly change: Change;
  readonly federation: string | undefined;
  readonly chosen: readonly ClusterName[];
}): readonly ClustersProblem[] {
  const { clusters, change, federation, chosen } = options;
  if (chosen.length === 0) return change === 'join' ? [{ kind: 'none' }] : [];
  const choices = clusterChoices(options);
  const problems = chosen.flatMap((cluster): readonly ClustersProblem[] => {
    const choice = choices.find(({ name }) => name === cluster);
    if (!choice) return [{ kind: 'not-known', cluster }];
    const { whyNot } = choice;
    return whyNot ? [{ kind: 'not-choosable', cluster, whyNot }] : [];
  });
  if (problems.length > 0 || change === 'leave' || federation === undefined) {
    return problems;
  }
  const members = clusters
    .filter(({ federations }) => federations.includes(federation))
    .map(({ cluster }) => cluster.name);
  const all = [...new Set([...members, ...chosen])];
  return all.length === 1 ? [{ kind: 'alone', cluster: all[0] }] : [];
}
