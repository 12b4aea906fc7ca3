import { checkPlanForm, leaversOf, type PlanFormValues } from './checkPlanForm';

const MEMBERS = ['east', 'north', 'west'];
const values = (part: Partial<PlanFormValues>): PlanFormValues => ({
  kind: 'join',
  leaving: [],
  keepFlags: false,
  confirmed: false,
  ...part,
});
const check = (part: Partial<PlanFormValues>) =>
  checkPlanForm(values(part), MEMBERS);

describe('checkPlanForm', () => {
  it('demands that restarting is chosen', () => {
    expect(check({})).toEqual({ problem: 'restart-not-chosen' });
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
