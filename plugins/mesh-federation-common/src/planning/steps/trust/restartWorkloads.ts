import type { Workload } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/** Workloads whose proxies lack the XDS agent flag, sorted. */
function workloadsWithoutFlag(
  workloads: readonly Workload[],
): readonly Workload[] {
  return workloads
    .filter(({ proxies, proxiesWithXdsAgent }) => proxiesWithXdsAgent < proxies)
    .sort((a, b) =>
      compareStrings(
        `${a.namespace}/${a.name}/${a.kind}`,
        `${b.namespace}/${b.name}/${b.kind}`,
      ),
    );
}

/** Restarts the workloads that lack the flag. Bare pods are nobody's to create anew and are left out. */
export function restartWorkloadsSteps(
  cluster: string,
  workloads: readonly Workload[],
): readonly StepDraftOf<'restart-workloads'>[] {
  const restartable = workloadsWithoutFlag(workloads).filter(
    ({ kind }) => kind !== 'Pod',
  );
  if (restartable.length === 0) {
    return [];
  }
  return [
    {
      type: 'restart-workloads',
      id: stepId('restart-workloads', cluster),
      cluster,
      workloads: restartable.map(({ kind, namespace, name, proxies }) => ({
        kind,
        namespace,
        name,
        proxies,
      })),
    },
  ];
}
