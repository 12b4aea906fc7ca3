import type {
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepContext, StepExecutor } from '../step/StepContext';
import { executeGateway } from './network/gateway';
import { executeMultiRoot } from './trust/multiRoot';
import { executeRemoteSecret } from './discovery/remoteSecret';
import { executeRestartWorkloads } from './trust/restartWorkloads';
import { executeTrustRoots } from './trust/trustRoots';
import { executeVerifyTrust } from './trust/verifyTrust';
import { executeWaitForgotten } from './discovery/waitForgotten';
import { executeWaitSync } from './discovery/waitSync';
import { applyObjects } from '../objects/applyObjects';

const EXECUTORS: { readonly [T in StepType]: StepExecutor<T> } = {
  'trust-roots': executeTrustRoots,
  'multi-root': executeMultiRoot,
  'verify-trust': executeVerifyTrust,
  'restart-workloads': executeRestartWorkloads,
  network: applyObjects,
  gateway: executeGateway,
  'remove-gateway': applyObjects,
  reader: applyObjects,
  'remove-reader': applyObjects,
  'remote-secret': executeRemoteSecret,
  'remove-remote-secret': applyObjects,
  'wait-sync': executeWaitSync,
  'wait-forgotten': executeWaitForgotten,
};

/** Executes a step by its type; resolves to how it ended, in words. */
export function executeStep<T extends StepType>(
  context: StepContext<StepOf<T>>,
): Promise<string> {
  const execute = EXECUTORS[context.step.type as T] as StepExecutor<T>;
  return execute(context);
}
