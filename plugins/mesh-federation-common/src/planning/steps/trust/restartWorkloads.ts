import type { StepOf, Workload } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { counted } from '../../../model/basics/english';

/** Workloads whose proxies lack the XDS agent flag, sorted. */
export function workloadsWithoutFlag(
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

/**
 * Restarts the workloads that lack the flag. Pods without a controller are left out, because
 * nothing would create them again.
 */
function draft(
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

function verify(
  step: StepOf<'restart-workloads'>,
  { state: { cluster, workloads } }: Observation,
): Judgement {
  return judgeBy(workloads, `The workloads of ${cluster}`, found => {
    const lacking = found.filter(
      workload =>
        workload.proxiesWithXdsAgent < workload.proxies &&
        step.workloads.some(
          ({ kind, namespace, name }) =>
            kind === workload.kind &&
            namespace === workload.namespace &&
            name === workload.name,
        ),
    );
    return judgeIf(lacking.length === 0, {
      yes: `Every proxy of ${counted(
        step.workloads.length,
        'restarted workload',
      )} carries the flag.`,
      no: `Proxies without the flag are left in ${lacking
        .map(({ namespace, name }) => `${namespace}/${name}`)
        .join(', ')}.`,
    });
  });
}

export const restartWorkloads = {
  stage: 60,
  dependsOn: (_, { step: other, role, sameCluster }) =>
    sameCluster && (role === 'trust' || other.type === 'verify-trust'),
  draft,
  verify,
} satisfies StepKind<'restart-workloads'>;
