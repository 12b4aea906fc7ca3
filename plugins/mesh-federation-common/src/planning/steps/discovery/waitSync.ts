import { analyzeDiscovery } from '../../../analysis/discovery/analyzeDiscovery';
import type {
  ClusterName,
  ClusterState,
  ReaderChoice,
  StepOf,
} from '../../../model';
import {
  judgeBy,
  judgeIf,
  worstOf,
  type Judgement,
} from '../../step/judgement';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeReplicas, judgeSecret } from './judgeSecrets';

/** Gate after a remote secret was written. */
function draft(options: {
  readonly cluster: ClusterName;
  readonly peer: ClusterName;
  readonly clusterId: string;
  readonly choice: ReaderChoice;
}): StepDraftOf<'wait-sync'> {
  return {
    type: 'wait-sync',
    id: stepId('wait-sync', options.cluster, options.peer),
    ...options,
  };
}

/**
 * Holds when discovery works. Without the right to read `secrets`, istiod never says so: then it is
 * enough that every replica knows the cluster.
 */
function verify(
  step: StepOf<'wait-sync'>,
  { state, states, now }: Observation,
): Judgement {
  const relation = analyzeDiscovery(states, now).find(
    item => item.in === step.cluster && item.for === step.peer,
  );
  if (relation === undefined) {
    return {
      verdict: 'unknown',
      reason: `${step.peer} was not observed.`,
      evidence: [],
    };
  }
  const { reason, evidence } = relation;
  if (relation.verdict === 'synced') {
    return { verdict: 'satisfied', reason, evidence };
  }
  if (relation.verdict === 'unknown') {
    return { verdict: 'unknown', reason, evidence };
  }
  return step.choice === 'without-secrets' && relation.verdict === 'not-synced'
    ? withoutSecrets(step, state)
    : { verdict: 'violated', reason, evidence };
}

function withoutSecrets(
  step: StepOf<'wait-sync'>,
  state: ClusterState,
): Judgement {
  return worstOf([
    judgeReplicas(state, replica =>
      judgeBy(replica.sync, `What ${replica.pod} has synced`, entries => {
        const status = entries.find(
          ({ clusterId }) => clusterId === step.clusterId,
        )?.status;
        const isRead =
          status === 'synced' || status === 'syncing' || status === 'timeout';
        return judgeIf(isRead, {
          yes: `${step.peer} is read without the right to its Secrets; istiod reports "${status}", as expected.`,
          no: `${replica.pod} reports ${step.peer} as ${
            status ?? 'not registered'
          }.`,
        });
      }),
    ),
    judgeSecret(step, state, () => judgeIf(true, { yes: '', no: '' })),
  ]);
}

export const waitSync = {
  stage: 130,
  dependsOn: (step, { step: other, sameCluster }) =>
    sameCluster && other.type === 'remote-secret' && other.peer === step.peer,
  draft,
  verify,
} satisfies StepKind<'wait-sync'>;
