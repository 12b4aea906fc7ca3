import { renderRemoveRemoteSecret } from '../../../istio/write/steps/renderRemoveRemoteSecret';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';

export const removeRemoteSecret: StepKind<'remove-remote-secret'> = {
  render: renderRemoveRemoteSecret,
  execute: applyObjects,
};
