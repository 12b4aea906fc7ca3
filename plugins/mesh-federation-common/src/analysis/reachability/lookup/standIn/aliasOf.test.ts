import {
  NOW,
  OBSERVED_AT,
  aMeshOfServices,
  aService,
  withConfiguration,
  withService,
  withState,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed } from '../../../../model';
import { analyzeReachability } from '../../engine/analyzeReachability';
import { witnessQuestion } from '../../witness/witnessQuestion';
import { aRoute, aVirtualService } from '../../legs/__testUtils__/trafficCases';
import { aliasOf } from './aliasOf';
import { createReachabilityContext } from '../context/createReachabilityContext';
import { serviceReachability } from '../../engine/serviceReachability';

const ALIAS = { namespace: 'shop', name: 'alias' };

/** Every cluster has one Service more, another name for a host. */
function withAlias(states: MeshStates, externalName: string): MeshStates {
  const alias = aService('alias', {
    type: 'ExternalName',
    selector: {},
    externalName,
  });
  return ['east', 'west'].reduce(
    (all, cluster) =>
      withState(all, cluster, ({ services }) => ({
        services: observed(
          [...(services.status === 'observed' ? services.value : []), alias],
          OBSERVED_AT,
        ),
      })),
    states,
  );
}

function contextOf(states: MeshStates) {
  return createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

function ask(states: MeshStates, provider = 'west') {
  return analyzeReachability(contextOf(states), {
    client: { cluster: 'east' },
    provider,
    service: ALIAS,
    port: 80,
  });
}

const aliasIn = (states: MeshStates) =>
  aliasOf(contextOf(states).index('east'), ALIAS)?.target;

const OF_THE_MESH = 'orders.shop.svc.cluster.local';

describe('a Service that is another name', () => {
  it('is answered for by the Service of the mesh, and says so', () => {
    const answer = ask(withAlias(aMeshOfServices(), OF_THE_MESH));
    expect(answer).toMatchObject({
      verdict: 'reachable',
      service: ALIAS,
      path: { kind: 'gateway' },
    });
    expect(
      answer.legs.find(({ leg }) => leg === 'naming')?.evidence[0],
    ).toEqual(
      expect.objectContaining({
        cluster: 'east',
        field: 'spec.externalName',
        value: OF_THE_MESH,
      }),
    );
  });

  it('is as blocked as the Service that it stands for', () => {
    const states = withService(aMeshOfServices(), 'east', 'orders', {
      ports: [{ name: 'other', port: 80, protocol: 'TCP' }],
    });
    expect(ask(withAlias(states, OF_THE_MESH)).verdict).toBe('blocked');
  });

  it('has the providers of the Service that it stands for', () => {
    const [item] = serviceReachability(
      contextOf(withAlias(aMeshOfServices(), OF_THE_MESH)),
      ALIAS,
    );
    expect(item?.providers).toEqual(['east', 'west']);
  });

  it('obeys routes for its own name, and those of the Service', () => {
    const states = withAlias(aMeshOfServices(), OF_THE_MESH);
    for (const name of ['alias', 'orders']) {
      const abort = aVirtualService(
        [aRoute({ abort: { percent: 100, status: 503 } })],
        { hosts: [name] },
      );
      expect(
        ask(withConfiguration(states, 'east', { virtualServices: [abort] }))
          .firstBroken?.code,
      ).toBe('MF6115');
    }
  });

  it('may stand for another name of its kind, but not for itself', () => {
    const chain = (target: string) =>
      withService(
        withAlias(aMeshOfServices(), 'only-west.shop.svc.cluster.local'),
        'east',
        'only-west',
        {
          type: 'ExternalName',
          externalName: `${target}.shop.svc.cluster.local`,
        },
      );
    expect(aliasIn(chain('orders'))).toEqual({
      namespace: 'shop',
      name: 'orders',
    });
    expect(aliasIn(chain('alias'))).toBeUndefined();
  });

  it.each([
    'orders.example.com',
    'orders.shop',
    'a.orders.shop.svc.cluster.local',
  ])('leads nowhere as %s', externalName => {
    const states = withAlias(aMeshOfServices(), externalName);
    expect(ask(states).firstBroken?.code).toBe('MF4015');
    expect(serviceReachability(contextOf(states), ALIAS)[0]?.providers).toEqual(
      [],
    );
  });

  it('is answered by the other host in what istiod says, too', () => {
    const question = witnessQuestion(
      contextOf(withAlias(aMeshOfServices(), OF_THE_MESH)),
      {
        client: { cluster: 'east' },
        provider: 'west',
        service: ALIAS,
        port: 80,
      },
    );

    expect(question.hosts).toEqual([
      'alias.shop.svc.cluster.local',
      OF_THE_MESH,
    ]);
  });
});
