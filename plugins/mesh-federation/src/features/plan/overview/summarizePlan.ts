import {
  compareStrings,
  type ClusterName,
  type PlannedObject,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** How many objects of a cluster a plan treats in each way. */
export interface ClusterObjects {
  readonly cluster: ClusterName;
  readonly counts: readonly {
    readonly operation: PlannedObject['operation'];
    readonly count: number;
  }[];
}

/** Something that users notice, once, and where. */
export interface Notice {
  readonly text: string;
  readonly clusters: readonly ClusterName[];
}

/** A plan in short. */
export interface PlanSummaryView {
  readonly objects: number;
  /** Sorted by name. */
  readonly clusters: readonly ClusterObjects[];
  readonly notices: readonly Notice[];
  /** Clusters in which an owner has to commit a change. */
  readonly proposedIn: readonly ClusterName[];
}

const OPERATIONS: readonly PlannedObject['operation'][] = [
  'create',
  'update',
  'delete',
  'restart',
  'propose',
];

/** What stands on one screen about a plan. */
export function summarizePlan(steps: readonly PlannedStep[]): PlanSummaryView {
  const objects = steps.flatMap(step => step.objects);
  return {
    objects: objects.length,
    clusters: sorted(objects.map(object => object.cluster)).map(cluster => ({
      cluster,
      counts: OPERATIONS.map(operation => ({
        operation,
        count: objects.filter(
          object =>
            object.cluster === cluster && object.operation === operation,
        ).length,
      })).filter(({ count }) => count > 0),
    })),
    notices: noticesOf(steps),
    proposedIn: sorted(
      steps.filter(step => step.proposal).map(({ step }) => step.cluster),
    ),
  };
}

/** In the order of the steps; the same words for several clusters are said once. */
function noticesOf(steps: readonly PlannedStep[]): readonly Notice[] {
  const clustersOf = new Map<string, ClusterName[]>();
  for (const { step, disruption } of steps) {
    if (disruption) {
      const clusters = clustersOf.get(disruption) ?? [];
      clusters.push(step.cluster);
      clustersOf.set(disruption, clusters);
    }
  }
  return [...clustersOf].map(([text, clusters]) => ({
    text,
    clusters: sorted(clusters),
  }));
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareStrings);
}
