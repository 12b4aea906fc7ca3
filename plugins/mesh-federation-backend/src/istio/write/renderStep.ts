import type {
  ClusterState,
  PlannedStep,
  Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { renderGateway } from './steps/renderGateway';
import { renderMultiRoot } from './steps/renderMultiRoot';
import { renderNetwork } from './steps/renderNetwork';
import { renderReader } from './steps/renderReader';
import { renderRemoteSecret } from './steps/renderRemoteSecret';
import { renderRemoveGateway } from './steps/renderRemoveGateway';
import { renderRemoveReader } from './steps/renderRemoveReader';
import { renderRemoveRemoteSecret } from './steps/renderRemoveRemoteSecret';
import { renderRestartWorkloads } from './steps/renderRestartWorkloads';
import { renderTrustRoots } from './roots/renderTrustRoots';
import { renderVerifyTrust } from './steps/renderVerifyTrust';
import { renderWaitForgotten } from './steps/renderWaitForgotten';
import { renderWaitSync } from './steps/renderWaitSync';

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
