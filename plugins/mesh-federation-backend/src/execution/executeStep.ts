import type {
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepContext, StepExecutor } from './StepContext';
import { executeGateway } from './steps/executeGateway';
import { executeMultiRoot } from './steps/executeMultiRoot';
import { executeRemoteSecret } from './steps/executeRemoteSecret';
import { executeRestartWorkloads } from './steps/executeRestartWorkloads';
import { executeTrustRoots } from './steps/executeTrustRoots';
import { executeVerifyTrust } from './steps/executeVerifyTrust';
import { executeWaitForgotten } from './steps/executeWaitForgotten';
import { executeWaitSync } from './steps/executeWaitSync';
import { writeObjects } from './steps/writeObjects';

const EXECUTORS: { readonly [T in StepType]: StepExecutor<T> } = {
  'trust-roots': executeTrustRoots,
  'multi-root': executeMultiRoot,
  'verify-trust': executeVerifyTrust,
  'restart-workloads': executeRestartWorkloads,
  network: writeObjects,
  gateway: executeGateway,
  'remove-gateway': writeObjects,
  reader: writeObjects,
  'remove-reader': writeObjects,
  'remote-secret': executeRemoteSecret,
  'remove-remote-secret': writeObjects,
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
