import {
  NOW,
  OBSERVED_AT,
  aMeshOfServices,
  aService,
  withConfiguration,
  withState,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed, type HttpRoute } from '../../../../model';
import { analyzeReachability } from '../../engine/analyzeReachability';
import { serviceReachability } from '../../engine/serviceReachability';
import { aRoute, aVirtualService } from '../../legs/__testUtils__/trafficCases';
import { surveyReachability } from '../../survey/surveyReachability';
import { createReachabilityContext } from '../context/createReachabilityContext';

const FRONT = { namespace: 'shop', name: 'front' };

/** Every cluster has a Service without selector, to which east gives routes. */
function contextWith(http: readonly HttpRoute[], selector = {}) {
  const states = ['east', 'west'].reduce<MeshStates>(
    (all, cluster) =>
      withState(all, cluster, ({ services }) => ({
        services: observed(
          [
            ...(services.status === 'observed' ? services.value : []),
            aService('front', { selector }),
          ],
          OBSERVED_AT,
        ),
      })),
    aMeshOfServices(),
  );
  return createReachabilityContext(
    withConfiguration(states, 'east', {
      virtualServices: [aVirtualService(http, { hosts: ['front'] })],
    }).map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

const query = {
  client: { cluster: 'east' },
  provider: 'west',
  service: FRONT,
  port: 80,
};

describe('a Service in front of another one', () => {
  it('is answered for by the one to which its routes lead', () => {
    const context = contextWith([aRoute()]);
    const answer = analyzeReachability(context, query);
    expect(answer).toMatchObject({ verdict: 'reachable', service: FRONT });
    expect(surveyReachability(context, query).verdict).toBe('reachable');
    expect(serviceReachability(context, FRONT)[0]?.providers).toEqual([
      'east',
      'west',
    ]);
  });

  it('leads to the port that its route names', () => {
    const answer = analyzeReachability(
      contextWith([aRoute({ route: [{ host: 'orders', port: 80 }] })]),
      { ...query, port: 80 },
    );
    expect(answer.verdict).toBe('reachable');
  });

  it.each<[string, readonly HttpRoute[], object]>([
    [
      'with two destinations',
      [aRoute({ route: [{ host: 'orders' }, { host: 'only-west' }] })],
      {},
    ],
    ['with a selector', [aRoute()], { app: 'front' }],
  ])('is itself %s', (_, http, selector) => {
    expect(
      analyzeReachability(contextWith(http, selector), query).verdict,
    ).toBe('blocked');
  });
});
