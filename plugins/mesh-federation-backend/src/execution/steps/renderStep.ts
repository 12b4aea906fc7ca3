import type {
  ClusterState,
  PlannedStep,
  Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { renderGateway } from '../../istio/write/steps/renderGateway';
import { renderMultiRoot } from '../../istio/write/steps/renderMultiRoot';
import { renderNetwork } from '../../istio/write/steps/renderNetwork';
import { renderReader } from '../../istio/write/steps/renderReader';
import { renderRemoteSecret } from '../../istio/write/steps/renderRemoteSecret';
import { renderRemoveGateway } from '../../istio/write/steps/renderRemoveGateway';
import { renderRemoveReader } from '../../istio/write/steps/renderRemoveReader';
import { renderRemoveRemoteSecret } from '../../istio/write/steps/renderRemoveRemoteSecret';
import { renderRestartWorkloads } from '../../istio/write/steps/renderRestartWorkloads';
import { renderTrustRoots } from '../../istio/write/roots/renderTrustRoots';
import { renderVerifyTrust } from '../../istio/write/steps/renderVerifyTrust';
import { renderWaitForgotten } from '../../istio/write/steps/renderWaitForgotten';
import { renderWaitSync } from '../../istio/write/steps/renderWaitSync';

/**
 * Renders a step into the objects that it writes and the words that tell people what it does. Pure and deterministic; secret bytes are
 * placeholders. `state` is that of the step's cluster: it tells who owns what, and at which version.
 */
export function renderStep(
  step: Step,
  state: ClusterState | undefined,
): PlannedStep {
  switch (step.type) {
    case 'trust-roots':
      return renderTrustRoots(step, state);
    case 'multi-root':
      return renderMultiRoot(step, state);
    case 'verify-trust':
      return renderVerifyTrust(step);
    case 'restart-workloads':
      return renderRestartWorkloads(step);
    case 'network':
      return renderNetwork(step);
    case 'gateway':
      return renderGateway(step, state);
    case 'remove-gateway':
      return renderRemoveGateway(step);
    case 'reader':
      return renderReader(step, state);
    case 'remove-reader':
      return renderRemoveReader(step);
    case 'remote-secret':
      return renderRemoteSecret(step);
    case 'remove-remote-secret':
      return renderRemoveRemoteSecret(step);
    case 'wait-sync':
      return renderWaitSync(step);
    case 'wait-forgotten':
      return renderWaitForgotten(step);
    default: {
      const never: never = step;
      throw new Error(`Unknown step: ${JSON.stringify(never)}`);
    }
  }
}
