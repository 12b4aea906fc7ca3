import { renderReader } from '../../../istio/write/steps/renderReader';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';

export const reader: StepKind<'reader'> = {
  render: renderReader,
  execute: applyObjects,
};
