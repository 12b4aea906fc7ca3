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

  it('numbers the steps as they run, in whatever order a plan lists them', () => {
    const { steps } = aPlan();
    const byCluster = ['east', 'west'].flatMap(cluster =>
      steps.slice(0, 4).filter(({ step }) => step.cluster === cluster),
    );

    expect(
      buildPlanStages(byCluster).flatMap(stage =>
        stage.steps.map(s => s.number),
      ),
    ).toEqual([1, 2, 3, 4]);
  });

  it('has no stage without steps', () => {
    expect(buildPlanStages([])).toEqual([]);
  });
});
