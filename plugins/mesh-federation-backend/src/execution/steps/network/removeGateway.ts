import { renderRemoveGateway } from '../../../istio/write/steps/renderRemoveGateway';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';

export const removeGateway: StepKind<'remove-gateway'> = {
  render: renderRemoveGateway,
  execute: applyObjects,
};
