import {
  aMeshOfServices,
  NOW,
  withConfiguration,
  withService,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  headlineOf,
  serviceVerdict,
  type ReachabilityFilter,
} from '../../model';
import { serviceReachability } from '../reachability/engine/serviceReachability';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';
import { surveyServices } from './surveyServices';

const ORDERS = { namespace: 'shop', name: 'orders' };
const ONLY_WEST = { namespace: 'shop', name: 'only-west' };

function contextOf(states: MeshStates) {
  return createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

const DENY_ALL = {
  object: {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    namespace: 'shop',
    name: 'deny',
  },
  createdAt: '2026-01-01T00:00:00.000Z',
  action: 'ALLOW' as const,
  selector: { app: 'orders' },
  targetRefs: [],
  rules: [],
  dryRun: false,
};

const WHOLE = aMeshOfServices();
const RENAMED = withService(WHOLE, 'east', 'orders', {
  ports: [{ name: 'tcp', port: 80, protocol: 'TCP' }],
});
const WITHOUT_EAST = withService(WHOLE, 'east', 'only-west', { ports: [] });
const UNKNOWN_PODS = withUnknown(WHOLE, 'west', 'pods');

describe('surveyServices', () => {
  it.each<[string, MeshStates, ReachabilityFilter]>([
    ['a whole mesh', WHOLE, {}],
    ['a Service with another port name', RENAMED, {}],
    ['a Service without ports in one cluster', WITHOUT_EAST, {}],
    ['a cluster whose Pods are unknown', UNKNOWN_PODS, {}],
    ['one client cluster', RENAMED, { from: 'west' }],
    ['clients of the own namespace', RENAMED, { clientNamespace: 'shop' }],
  ])('comes to what the full answers come to: %s', (_, states, filter) => {
    const context = contextOf(states);
    const services = [ONLY_WEST, ORDERS];
    const items = services
      .flatMap(service => serviceReachability(context, service, filter))
      .map(item => ({
        ...item,
        clusters: filter.from === undefined ? item.clusters : [filter.from],
      }));

    const { survey } = surveyServices({ context, services, filter });

    expect(survey.services).toBe(2);
    expect(survey.unexamined).toBe(0);
    expect(
      survey.verdicts.flatMap(({ verdict, count }) =>
        Array.from({ length: count }, () => verdict),
      ),
    ).toEqual(expect.arrayContaining(items.map(serviceVerdict)));
    expect(survey.clients).toEqual(
      headlineOf(items).clients.map(({ cluster, state }) => ({
        cluster,
        state,
      })),
    );
  });

  it('puts the worst first', () => {
    const denied = WHOLE.reduce(
      (states, { cluster }) =>
        withConfiguration(states, cluster, {
          authorizationPolicies: [DENY_ALL],
        }),
      WHOLE,
    );

    const { services, survey } = surveyServices({
      context: contextOf(denied),
      services: [ONLY_WEST, ORDERS],
      filter: {},
    });

    expect(services.map(({ service }) => service)).toEqual([ORDERS, ONLY_WEST]);
    expect(survey.verdicts[0]).toEqual({ verdict: 'blocked', count: 1 });
  });

  it('counts what is too much to be looked at, and is not green then', () => {
    const { survey } = surveyServices({
      context: contextOf(WHOLE),
      services: Array.from({ length: 10_003 }, () => ORDERS),
      filter: {},
    });

    expect(survey.unexamined).toBe(3);
    expect(survey.clients).toEqual([
      { cluster: 'east', state: 'partly' },
      { cluster: 'west', state: 'partly' },
    ]);
  });

  it('judges no more cells than can be judged in a moment, those of one kind once', () => {
    const names = Array.from({ length: 60 }, (_, index) => `c-${index}`);
    const alike = contextOf(aMeshOfServices(names));
    const ports = Array.from({ length: 20 }, (_, index) => ({
      name: `http-${index}`,
      port: 8000 + index,
      protocol: 'TCP' as const,
    }));
    const many = contextOf(
      withService(aMeshOfServices(names), 'c-0', 'orders', { ports }),
    );

    const first = surveyServices({
      context: alike,
      services: Array.from({ length: 100 }, () => ORDERS),
      filter: {},
    });
    const second = surveyServices({
      context: many,
      services: [ORDERS],
      filter: {},
    });

    expect(first.survey.unexamined).toBe(0);
    expect(second.survey).toMatchObject({ services: 1, unexamined: 1 });
  });
});
