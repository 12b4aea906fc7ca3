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

  it('is itself with a selector', () => {
    expect(
      analyzeReachability(contextWith([aRoute()], { app: 'front' }), query)
        .verdict,
    ).toBe('blocked');
  });

  it.each<[string, readonly HttpRoute[]]>([
    [
      'two destinations',
      [aRoute({ route: [{ host: 'orders' }, { host: 'only-west' }] })],
    ],
    ['two routes', [aRoute(), aRoute({ route: [{ host: 'only-west' }] })]],
    [
      'routes that are elsewhere',
      [aRoute({ route: [], delegate: { name: 'routes' } })],
    ],
  ])('is not known with %s', (_, http) => {
    const context = contextWith(http);
    const { verdict, legs } = analyzeReachability(context, query);
    expect(verdict).toBe('unknown');
    expect(legs.flatMap(({ missing }) => missing)[0]?.reason).toContain(
      'ask about those',
    );
    expect(surveyReachability(context, query).verdict).toBe('unknown');
  });

  it('is blocked where its routes lead to nobody', () => {
    const nobody = aRoute({ route: [{ host: 'nobody' }, { host: 'none' }] });
    expect(analyzeReachability(contextWith([nobody]), query).verdict).toBe(
      'blocked',
    );
  });
});
