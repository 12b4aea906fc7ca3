import type { Step } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import type { StepDraft } from '../step/StepDraft';

/**
 * Gives every step what it depends on. Trust before discovery: a remote secret waits until trust is verified in every member, else
 * istiod balances into endpoints whose TLS fails. Removal in reverse: roots go when every istiod has forgotten the other cluster, and
 * the entries go before the flags, because proxies keep the last set that they were given.
 */
export function withDependencies(
  steps: readonly StepDraft[],
  /** The clusters whose gateway serves a cluster's network. */
  gatewayClusters: (cluster: string) => readonly string[] = cluster => [
    cluster,
  ],
): readonly Step[] {
  return steps.map(step => ({
    ...step,
    dependsOn: steps
      .filter(other => other !== step && needs(step, other, gatewayClusters))
      .map(({ id }) => id)
      .sort(compareStrings),
  }));
}

function needs(
  step: StepDraft,
  other: StepDraft,
  gatewayClusters: (cluster: string) => readonly string[],
): boolean {
  const same = step.cluster === other.cluster;
  switch (step.type) {
    case 'trust-roots':
      return (
        isForgetting(other) ||
        (same &&
          other.type === 'trust-roots' &&
          step.id.endsWith('-remove') &&
          other.id === step.id.replace(/-remove$/, '-add'))
      );
    case 'multi-root':
      return isForgetting(other) || (same && other.type === 'trust-roots');
    case 'verify-trust':
      return same && isTrust(other);
    case 'restart-workloads':
      return same && (isTrust(other) || other.type === 'verify-trust');
    case 'gateway':
      return same && ['network', 'verify-trust'].includes(other.type);
    case 'remote-secret':
      return remoteSecretNeeds(step, other, gatewayClusters);
    case 'wait-sync':
      return same && other.type === 'remote-secret' && other.peer === step.peer;
    case 'wait-forgotten':
      return (
        same &&
        other.type === 'remove-remote-secret' &&
        other.peer === step.peer
      );
    case 'remove-gateway':
    case 'remove-reader':
      return isForgetting(other) || (same && other.type === 'trust-roots');
    case 'network':
      return (
        isForgetting(other) ||
        (same && other.type === 'remove-gateway') ||
        (same && step.network === '' && other.type === 'trust-roots')
      );
    case 'reader':
    case 'remove-remote-secret':
      return false;
    default:
      return assertNever(step);
  }
}

function remoteSecretNeeds(
  step: Extract<StepDraft, { readonly type: 'remote-secret' }>,
  other: StepDraft,
  gatewayClusters: (cluster: string) => readonly string[],
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

function isTrust(step: StepDraft): boolean {
  return step.type === 'trust-roots' || step.type === 'multi-root';
}

function isForgetting(step: StepDraft): boolean {
  return step.type === 'remove-remote-secret' || step.type === 'wait-forgotten';
}

function assertNever(value: never): never {
  throw new Error(`Unexpected step ${JSON.stringify(value)}`);
}
