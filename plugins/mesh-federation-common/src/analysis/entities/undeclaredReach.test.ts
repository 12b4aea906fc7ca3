import { aMeshOfServices, NOW } from '@mesh-federation/fixtures';
import { aJudge } from './__testUtils__/aJudge';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';
import { undeclaredReach } from './undeclaredReach';

const context = createReachabilityContext(
  aMeshOfServices().map(state => ({ state })),
  NOW,
  { federations: [] },
);

const CLIENTS = ['east', 'west'].map(cluster => ({
  cluster,
  clients: [{ cluster, namespace: 'shop', workload: 'client' }],
}));

const ORDERS = { namespace: 'shop', name: 'orders' };
const ONLY_WEST = { namespace: 'shop', name: 'only-west' };

describe('undeclaredReach', () => {
  it('lists what some client gets through to, with the clusters from where', () => {
    const judge = aJudge({
      'east>west orders': 'conditional',
      'west>west orders': 'reachable',
      'east>west only-west': 'unknown',
    });

    const { reached, unexamined } = undeclaredReach({
      context,
      clients: CLIENTS,
      services: [ORDERS, ONLY_WEST],
      survey: judge,
    });

    expect(reached).toEqual([{ service: ORDERS, from: ['east', 'west'] }]);
    expect(unexamined).toBe(0);
  });

  it('asks the own cluster first and stops at the first answer', () => {
    const judge = aJudge({ 'west>west orders': 'reachable' });

    undeclaredReach({
      context,
      clients: CLIENTS.slice(1),
      services: [ORDERS],
      survey: judge,
    });

    expect(judge.asked).toEqual(['west/client>west orders:80']);
  });

  it.each([
    ['of which none is reached', {}, 0, 2_500],
    [
      'of which all are reached',
      { 'east>east orders': 'reachable' },
      500,
      7_000,
    ],
  ] as const)(
    'stops in a mesh of thousands of Services %s, and counts what it left out',
    (_, verdicts, count, left) => {
      const { reached, unexamined } = undeclaredReach({
        context,
        clients: CLIENTS,
        services: Array.from({ length: 7_500 }, () => ORDERS),
        survey: aJudge(verdicts),
      });

      expect(reached).toHaveLength(count);
      expect(unexamined).toBe(left);
    },
  );

  it('reaches nothing without clients', () => {
    const judge = aJudge({ 'east>east orders': 'reachable' });

    expect(
      undeclaredReach({
        context,
        clients: [],
        services: [ORDERS],
        survey: judge,
      }),
    ).toEqual({ reached: [], unexamined: 0 });
  });
});
