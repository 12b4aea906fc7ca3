import type { StepType } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepKind } from '../step/StepKind';
import { reader } from './discovery/reader';
import { remoteSecret } from './discovery/remoteSecret';
import { removeReader } from './discovery/removeReader';
import { removeRemoteSecret } from './discovery/removeRemoteSecret';
import { waitForgotten } from './discovery/waitForgotten';
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
