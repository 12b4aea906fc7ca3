import type { StepType } from '../../model';
import type { StepKind } from '../step/StepKind';
import { reader } from './discovery/reader';
import { remoteSecret } from './discovery/remoteSecret';
import { removeReader } from './discovery/removeReader';
import {
  removeRemoteSecret,
  waitForgotten,
} from './discovery/removeRemoteSecret';
import { waitSync } from './discovery/waitSync';
import { gateway } from './network/gateway';
import { network } from './network/network';
import { removeGateway } from './network/removeGateway';
import { multiRoot } from './trust/multiRoot';
import { restartWorkloads } from './trust/restartWorkloads';
import { trustRoots } from './trust/trustRoots';
import { verifyTrust } from './trust/verifyTrust';

/** Every kind of step, by its type. A kind that is missing here does not compile. */
export const STEP_KINDS: { readonly [T in StepType]: StepKind<T> } = {
  gateway,
  'multi-root': multiRoot,
  network,
  reader,
  'remote-secret': remoteSecret,
  'remove-gateway': removeGateway,
  'remove-reader': removeReader,
  'remove-remote-secret': removeRemoteSecret,
  'restart-workloads': restartWorkloads,
  'trust-roots': trustRoots,
  'verify-trust': verifyTrust,
  'wait-forgotten': waitForgotten,
  'wait-sync': waitSync,
};

/** The kind of a step. */
export function stepKind<T extends StepType>(step: {
  readonly type: T;
}): StepKind<T> {
  return STEP_KINDS[step.type];
}
