import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from '@mesh-federation/fixtures';
import { aPlan } from '../__testUtils__/aPlan';
import { planStanding } from './planStanding';

const RUN = { id: 'r1', status: 'running' } as const;
const ASKED = { by: 'user:default/ann', at: NOW };
const DECLINED = { by: 'user:default/bob', at: NOW, reason: 'Not now' };

describe('planStanding', () => {
  it.each<[string, Partial<Plan>, object]>([
    ['nobody has approved it', {}, { kind: 'open' }],
    [
      'somebody asked for approval',
      { approvalRequest: ASKED },
      { kind: 'open', asked: ASKED },
    ],
    [
      'it runs, whatever was asked before',
      { run: RUN, approvalRequest: ASKED },
      { kind: 'run', run: RUN },
    ],
    ['nothing is to be done', { status: 'empty' }, { kind: 'empty' }],
    [
      'it was declined',
      { declined: DECLINED, outdated: true },
      {
        kind: 'dead',
        reason: `Plan p1 was declined by user:default/bob at ${NOW}: Not now. Start the template again for a new plan`,
      },
    ],
    [
      'it is blocked',
      { status: 'blocked' },
      { kind: 'dead', reason: expect.stringContaining('is blocked') },
    ],
    [
      'it is outdated',
      { outdated: true },
      { kind: 'dead', reason: expect.stringContaining('is outdated') },
    ],
  ])('tells that %s', (_, plan, expected) => {
    expect(planStanding(aPlan(plan))).toEqual(expected);
  });
});
