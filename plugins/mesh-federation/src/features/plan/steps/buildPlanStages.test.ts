import { aPlan } from '../../../__testUtils__/aPlan';
import { buildPlanStages } from './buildPlanStages';

describe('buildPlanStages', () => {
  const stages = buildPlanStages(aPlan().steps);

  it('puts independent steps side by side and dependent ones after', () => {
    expect(
      stages.map(stage => stage.steps.map(s => s.planned.step.id)),
    ).toEqual([
      ['trust-roots:east', 'trust-roots:west'],
      ['multi-root:east', 'multi-root:west'],
      ['verify-trust:east', 'verify-trust:west'],
      ['remote-secret:east:west', 'remote-secret:west:east'],
    ]);
  });

  it('names the steps waited for by their number', () => {
    expect(stages[3].steps.map(s => [s.number, s.after])).toEqual([
      [7, [5, 6]],
      [8, [5, 6]],
    ]);
  });

  it('has no stage without steps', () => {
    expect(buildPlanStages([])).toEqual([]);
  });
});
