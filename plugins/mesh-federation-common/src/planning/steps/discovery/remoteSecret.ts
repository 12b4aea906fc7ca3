import type { ClusterName, RemoteSecret } from '../../../model';
import { judgeIf } from '../../step/judgement';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { OtherStep, StepKind, Surroundings } from '../../step/StepKind';
import { judgeSecret } from './judgeSecrets';

/** The remote secret of a reading cluster for its peer; with `before` it is renewed in place. */
function draft(options: {
  readonly cluster: ClusterName;
  readonly peer: ClusterName;
  readonly clusterId: string;
  readonly server: string;
  readonly caPem: string;
  readonly before?: RemoteSecret;
  readonly federations: readonly string[];
}): StepDraftOf<'remote-secret'> {
  return {
    type: 'remote-secret',
    id: stepId('remote-secret', options.cluster, options.peer),
    ...options,
  };
}

/**
 * Comes when every member has verified trust and the way to the peer is open: before that, istiod
 * must not learn the peer's endpoints.
 */
function dependsOn(
  step: StepDraftOf<'remote-secret'>,
  { step: other }: OtherStep,
  { gatewayClusters }: Surroundings,
): boolean {
  switch (other.type) {
    case 'verify-trust':
    case 'restart-workloads':
      return true;
    case 'network':
      return [step.cluster, step.peer].includes(other.cluster);
    case 'reader':
      return other.cluster === step.peer;
    case 'gateway':
      return gatewayClusters(step.peer).includes(other.cluster);
    default:
      return false;
  }
}

export const remoteSecret = {
  stage: 120,
  dependsOn,
  draft,
  // The Secret is there and its token is accepted.
  verify: (step, { state }) =>
    judgeSecret(step, state, secret =>
      judgeIf(secret.server === step.server, {
        yes: `The remote secret for ${step.peer} is there and its token is accepted.`,
        no: `The remote secret for ${step.peer} points to another server.`,
      }),
    ),
} satisfies StepKind<'remote-secret'>;
