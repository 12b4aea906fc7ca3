import { renderNetwork } from '../../../istio/write/steps/renderNetwork';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';

export const network: StepKind<'network'> = {
  render: renderNetwork,
  execute: applyObjects,
};
