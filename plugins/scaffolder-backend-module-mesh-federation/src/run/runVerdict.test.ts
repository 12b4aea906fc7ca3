import type { NextStep } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from '@mesh-federation/fixtures';
import { aRun, aRunStep } from '../__testUtils__/aRun';
import { runVerdict, type JudgedRun } from './runVerdict';

const ERROR = {
  code: 'MF7001',
  message: 'It was refused.',
  fix: 'Grant it.',
} as const;

function ended(nextSteps: readonly NextStep[]): Partial<JudgedRun> {
  return {
    status: 'succeeded',
    outcome: 'not-proven',
    proof: {
      at: NOW,
      steps: [],
      proxies: [],
      report: { clusters: [], trust: [], discovery: [] },
      nextSteps,
    },
  };
}

const workloads = Array.from({ length: 7 }, (_, index) => ({
  kind: 'Deployment' as const,
  namespace: 'shop',
  name: `w${index}`,
  proxies: 1,
}));

describe('runVerdict', () => {
  it.each<[string, Partial<JudgedRun>, string]>([
    [
      'is between two steps',
      { steps: [aRunStep(), aRunStep({ id: 'b', status: 'pending' })] },
      '1 of 2 steps done, about to go on',
    ],
    [
      'is at a step',
      { steps: [aRunStep({ status: 'running' })] },
      '0 of 1 step done, at: Name the network of east',
    ],
  ])('tells that a run %s', (_, run, doing) => {
    expect(runVerdict(aRun(run))).toEqual({ kind: 'running', doing });
  });

  it('holds only what was proven for well', () => {
    const run = aRun({ status: 'succeeded', outcome: 'proven' });

    expect(runVerdict(run)).toEqual({ kind: 'proven' });
  });

  it.each<[string, Partial<JudgedRun>, string]>([
    [
      'failed',
      { status: 'failed', error: ERROR },
      'Run r1 failed. MF7001: It was refused. Grant it',
    ],
    [
      'met a conflict',
      { status: 'conflict', error: ERROR },
      'Run r1 stopped at something that was changed meanwhile. MF7001: It was refused. Grant it',
    ],
    [
      'was cancelled',
      { status: 'cancelled' },
      'Run r1 was cancelled: 1 of 1 step done',
    ],
    [
      'has no outcome',
      { status: 'succeeded' },
      'All steps are done, but it is not known whether what run r1 was for holds',
    ],
    [
      'leaves workloads to be restarted',
      ended([
        {
          kind: 'restart-workloads',
          cluster: 'east',
          workloads,
        },
      ]),
      'All steps are done, but what run r1 was for does not hold. Restart Deployment shop/w0, Deployment shop/w1, Deployment shop/w2, Deployment shop/w3, Deployment shop/w4, 2 more in east, or plan again with restartWorkloads',
    ],
    [
      'leaves steps to be done again',
      ended([
        { kind: 'plan-again', steps: ['a'] },
        { kind: 'observe-again', clusters: ['east', 'west'] },
      ]),
      'All steps are done, but what run r1 was for does not hold. Plan again, which mends 1 step. Observe east, west again: not everything was seen there',
    ],
  ])('tells of a run that %s', (_, run, reason) => {
    expect(runVerdict(aRun(run))).toEqual({ kind: 'unproven', reason });
  });
});
