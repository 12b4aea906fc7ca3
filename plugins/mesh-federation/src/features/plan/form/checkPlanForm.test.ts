import type { AffectedByFederation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { anAffected } from '../../../__testUtils__/anAffected';
import { checkPlanForm, leaversOf, type PlanFormValues } from './checkPlanForm';

const MEMBERS = ['east', 'north', 'west'];
const values = (part: Partial<PlanFormValues>): PlanFormValues => ({
  kind: 'join',
  leaving: [],
  keepFlags: false,
  confirmed: false,
  ...part,
});
const NOBODY = anAffected({ workloads: [] });
const check = (
  part: Partial<PlanFormValues>,
  affected?: AffectedByFederation,
) => checkPlanForm(values(part), { members: MEMBERS, affected });

describe('checkPlanForm', () => {
  it('demands that restarting is chosen', () => {
    expect(check({})).toEqual({ problem: 'restart-not-chosen' });
  });

  it('restarts nothing, and demands no choice, where nothing has to restart', () => {
    expect(check({}, NOBODY)).toEqual({
      request: { kind: 'join', restartWorkloads: false },
    });
  });

  it.each([
    ['somebody has to restart', anAffected()],
    [
      'some are left out',
      { ...NOBODY, omitted: { ...NOBODY.omitted, workloads: 1 } },
    ],
    [
      'it is not known of each cluster',
      { ...NOBODY, unknown: [{ cluster: 'west', reason: 'no answer' }] },
    ],
  ])('demands the choice where %s', (_, affected) => {
    expect(check({}, affected)).toEqual({
      problem: 'restart-not-chosen',
    });
  });

  it.each([true, false])('takes the choice of restarting: %s', choice => {
    expect(check({ restartWorkloads: choice })).toEqual({
      request: { kind: 'join', restartWorkloads: choice },
    });
  });

  it('demands that somebody leaves, and that it is confirmed', () => {
    expect(check({ kind: 'leave' })).toEqual({ problem: 'nobody-leaves' });
    expect(check({ kind: 'leave', leaving: ['east'] })).toEqual({
      problem: 'not-confirmed',
    });
  });

  it('asks for the leave of those that were chosen', () => {
    expect(
      check({ kind: 'leave', leaving: ['east'], confirmed: true }),
    ).toEqual({
      request: { kind: 'leave', clusters: ['east'], keepFlags: false },
    });
  });
});

describe('leaversOf', () => {
  it.each([
    [[], []],
    [['east'], ['east']],
    [['east', 'west'], MEMBERS],
    [MEMBERS, MEMBERS],
  ])('when %j are chosen: %j', (leaving, leavers) => {
    expect(leaversOf(leaving, MEMBERS)).toEqual(leavers);
  });
});
