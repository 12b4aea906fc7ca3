import { decideApproval } from './decideApproval';

const allowed = { loading: false, allowed: true };
const denied = { loading: false, allowed: false };
const loading = { loading: true, allowed: false };

describe('decideApproval', () => {
  it.each([
    ['ready', denied, 'not-permitted'],
    ['ready', loading, 'checking'],
    ['blocked', allowed, 'blocked'],
    ['blocked', denied, 'blocked'],
    ['empty', allowed, 'empty'],
  ] as const)(
    'refuses a plan that is %s for %j: %s',
    (status, permission, reason) => {
      expect(decideApproval({ plan: { status }, permission })).toEqual({
        possible: false,
        reason,
      });
    },
  );

  it('refuses a plan that was carried out', () => {
    expect(
      decideApproval({
        plan: { status: 'ready', run: { id: 'run-1', status: 'running' } },
        permission: allowed,
      }),
    ).toEqual({ possible: false, reason: 'executed' });
  });

  it('refuses a plan that was declined', () => {
    expect(
      decideApproval({
        plan: {
          status: 'ready',
          declined: { by: 'user:default/ann', at: '', reason: 'Not today' },
        },
        permission: allowed,
      }),
    ).toEqual({ possible: false, reason: 'declined' });
  });

  it('refuses a plan that is outdated', () => {
    expect(
      decideApproval({
        plan: { status: 'ready', outdated: true },
        permission: allowed,
      }),
    ).toEqual({ possible: false, reason: 'outdated' });
  });

  it('lets a permitted user approve a ready plan', () => {
    expect(
      decideApproval({
        plan: { status: 'ready' },
        permission: allowed,
      }),
    ).toEqual({ possible: true });
  });
});
