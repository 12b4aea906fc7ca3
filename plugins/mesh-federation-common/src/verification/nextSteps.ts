import type {
  ClusterName,
  ClusterState,
  NextStep,
  Plan,
  Proof,
  WorkloadToRestart,
} from '../model';
import { compareStrings } from '../model/basics/compareStrings';
import { workloadsWithoutFlag } from '../planning/steps/trust/restartWorkloads';

/** What is to be done so that everything that was judged holds; nothing when it does. */
export function nextSteps(
  plan: Plan,
  proof: Pick<Proof, 'steps' | 'proxies'>,
  states: readonly ClusterState[],
): readonly NextStep[] {
  const steps = plan.steps.map(({ step }) => ({
    step,
    verdict: proof.steps.find(({ stepId }) => stepId === step.id)?.verdict,
  }));
  const restarts = steps.filter(
    ({ step }) => step.type === 'restart-workloads',
  );
  const toRestart = sortedNames([
    ...violated(proof.proxies).map(({ from }) => from),
    ...violated(restarts).map(({ step }) => step.cluster),
  ]).map(cluster => ({ cluster, workloads: lacking(cluster, states) }));
  const undone = violated(steps).filter(
    ({ step }) => step.type !== 'restart-workloads',
  );
  const unseen = sortedNames([
    // Every workload has the flag: its proxies get the roots without a restart.
    ...toRestart
      .filter(({ workloads }) => workloads.length === 0)
      .map(({ cluster }) => cluster),
    ...unknown(proof.proxies).map(({ from }) => from),
    ...unknown(steps).map(({ step }) => step.cluster),
  ]);
  return [
    ...toRestart
      .filter(({ workloads }) => workloads.length > 0)
      .map(found => ({ kind: 'restart-workloads' as const, ...found })),
    ...(undone.length > 0
      ? [{ kind: 'plan-again' as const, steps: undone.map(idOf) }]
      : []),
    ...(unseen.length > 0
      ? [{ kind: 'observe-again' as const, clusters: unseen }]
      : []),
  ];
}

function lacking(
  name: ClusterName,
  states: readonly ClusterState[],
): readonly WorkloadToRestart[] {
  const workloads = states.find(({ cluster }) => cluster === name)?.workloads;
  return workloads?.status === 'observed'
    ? workloadsWithoutFlag(workloads.value).map(
        ({ kind, namespace, name: workload, proxies }) => ({
          kind,
          namespace,
          name: workload,
          proxies,
        }),
      )
    : [];
}

interface Judged {
  readonly verdict?: 'satisfied' | 'violated' | 'unknown' | undefined;
}

function violated<T extends Judged>(judged: readonly T[]): readonly T[] {
  return judged.filter(({ verdict }) => verdict === 'violated');
}

function unknown<T extends Judged>(judged: readonly T[]): readonly T[] {
  return judged.filter(({ verdict }) => verdict === 'unknown');
}

function idOf({ step }: { readonly step: { readonly id: string } }): string {
  return step.id;
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareStrings);
}
