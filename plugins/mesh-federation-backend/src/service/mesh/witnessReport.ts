import {
  compareStrings,
  optional,
  type WitnessOfCluster,
  type WitnessReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  addCounts,
  addWeighings,
  NO_COUNTS,
  NOTHING_WEIGHED,
  type WorkloadToAsk,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { WitnessRecord } from '../../database/witness/WitnessStore';
import { witnessKey } from './witnessKey';

const MAX_CONTRADICTIONS = 100;

/** What istiod made of the answers, by cluster; of workloads that are gone nothing. */
export function witnessReport(
  workloads: readonly WorkloadToAsk[],
  records: readonly WitnessRecord[],
): Omit<WitnessReport, 'enabled'> {
  const known = new Set(workloads.map(witnessKey));
  const current = records.filter(record => known.has(witnessKey(record)));
  const clusters = [...new Set(workloads.map(({ cluster }) => cluster))].sort(
    compareStrings,
  );
  const contradictions = current
    .flatMap(({ weighing }) => weighing.contradictions)
    .sort((a, b) => compareStrings(b.at, a.at));
  return {
    clusters: clusters.map(cluster =>
      ofCluster(
        cluster,
        workloads.filter(item => item.cluster === cluster).length,
        current.filter(item => item.cluster === cluster),
      ),
    ),
    contradictions: contradictions.slice(0, MAX_CONTRADICTIONS),
    contradictionsLeftOut: Math.max(
      0,
      contradictions.length - MAX_CONTRADICTIONS,
    ),
  };
}

function ofCluster(
  cluster: string,
  workloads: number,
  records: readonly WitnessRecord[],
): WitnessOfCluster {
  const { counts } = records
    .map(({ weighing }) => weighing)
    .reduce(addWeighings, NOTHING_WEIGHED);
  const times = records.map(({ askedAt }) => askedAt).sort(compareStrings);
  const newest = records.find(({ askedAt }) => askedAt === times.at(-1));
  return {
    cluster,
    asked: records.length,
    workloads,
    counts: Object.values(counts).reduce(addCounts, NO_COUNTS),
    providers: Object.entries(counts)
      .map(([name, own]) => ({ cluster: name, counts: own }))
      .sort((a, b) => compareStrings(a.cluster, b.cluster)),
    ...optional({ oldest: times[0], problem: newest?.problem }),
  };
}
