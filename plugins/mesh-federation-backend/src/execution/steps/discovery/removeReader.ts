import { renderRemoveReader } from '../../../istio/write/steps/renderRemoveReader';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';

export const removeReader: StepKind<'remove-reader'> = {
  render: renderRemoveReader,
  execute: applyObjects,
};
