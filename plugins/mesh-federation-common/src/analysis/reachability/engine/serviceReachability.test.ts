import { observed } from '../../../model';
import {
  NOW,
  OBSERVED_AT,
  aMeshOfServices,
  aPod,
  aService,
  withService,
  withConfiguration,
  withState,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { anEntry, withEntry } from '../legs/__testUtils__/trafficCases';
import { analyzeReachability } from './analyzeReachability';
import { createReachabilityContext } from '../lookup/context/createReachabilityContext';
import { serviceReachability } from './serviceReachability';

const ORDERS = { namespace: 'shop', name: 'orders' };

function contextOf(states: MeshStates) {
  return createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

function pairs(
  states: MeshStates,
  filter?: Parameters<typeof serviceReachability>[2],
  service = ORDERS,
) {
  return serviceReachability(contextOf(states), service, filter).map(item =>
    item.cells.map(({ client, provider }) => `${client.cluster}>${provider}`),
  );
}

describe('serviceReachability', () => {
  it('has a cell for each client cluster and provider, as analyzeReachability answers it', () => {
    const context = contextOf(aMeshOfServices());
    const [item] = serviceReachability(context, ORDERS);
    expect(item).toMatchObject({
      service: ORDERS,
      port: { name: 'http', number: 80 },
      clusters: ['east', 'west'],
      providers: ['east', 'west'],
    });
    expect(item).not.toHaveProperty('explanation');
    const {
      legs: _legs,
      service: _service,
      unread: _unread,
      ...cell
    } = analyzeReachability(context, {
      client: { cluster: 'east' },
      provider: 'west',
      service: ORDERS,
      port: 80,
    });
    expect(item!.cells[1]).toEqual(cell);
    expect(pairs(aMeshOfServices())).toEqual([
      ['east>east', 'east>west', 'west>east', 'west>west'],
    ]);
  });

  it.each([
    [{ from: 'east' }, ['east>east', 'east>west']],
    [{ to: 'west' }, ['east>west', 'west>west']],
    [{ from: 'west', to: 'east' }, ['west>east']],
    [{ from: 'nowhere' }, []],
  ])('answers for %j alone', (filter, expected) => {
    expect(pairs(aMeshOfServices(), filter)).toEqual([expected]);
  });

  it('explains one cell when both ends are asked for', () => {
    const [item] = serviceReachability(contextOf(aMeshOfServices()), ORDERS, {
      from: 'east',
      to: 'west',
      clientNamespace: 'shop',
      clientWorkload: 'client',
    });
    expect(item!.explanation).toMatchObject({
      client: { cluster: 'east', namespace: 'shop', workload: 'client' },
      provider: 'west',
      verdict: 'reachable',
      legs: { length: 6 },
    });
  });

  it('has one item for each port of any cluster, sorted, or the one that is asked for', () => {
    const states = withService(aMeshOfServices(), 'west', 'orders', {
      ports: [
        { name: 'grpc', port: 90, protocol: 'TCP' },
        { name: 'http', port: 80, protocol: 'TCP' },
        { name: 'admin', port: 70, protocol: 'TCP' },
      ],
    });
    const ports = (port?: number) =>
      serviceReachability(contextOf(states), ORDERS, port ? { port } : {}).map(
        item => item.port,
      );
    expect(ports()).toEqual([
      { name: 'admin', number: 70 },
      { name: 'http', number: 80 },
      { name: 'grpc', number: 90 },
    ]);
    expect(ports(90)).toEqual([{ name: 'grpc', number: 90 }]);
    expect(ports(91)).toEqual([]);
  });

  it('does not take a Service without selector and endpoints for a provider', () => {
    const { selector: _selector, ...stub } = aService('orders');
    const states = withState(aMeshOfServices(), 'east', {
      services: observed([stub], OBSERVED_AT),
      endpointSlices: observed([], OBSERVED_AT),
    });
    expect(
      serviceReachability(contextOf(states), ORDERS)[0]?.providers,
    ).toEqual(['west']);
  });

  it('takes a cluster for a provider whose ServiceEntry adds Pods to such a Service', () => {
    const { selector: _selector, ...stub } = aService('orders');
    const withSelector = (workloadSelector: Readonly<Record<string, string>>) =>
      withState(
        withEntry({
          endpoints: [],
          workloadSelector,
          ports: [{ name: 'http', number: 8080, protocol: 'HTTP' }],
        }),
        'east',
        {
          services: observed([stub], OBSERVED_AT),
          endpointSlices: observed([], OBSERVED_AT),
          pods: observed(
            [
              aPod('orders', 'east', { containerPorts: [8080] }),
              aPod('client', 'east'),
            ],
            OBSERVED_AT,
          ),
        },
      );
    const [item] = serviceReachability(
      contextOf(withSelector({ app: 'orders' })),
      ORDERS,
      { from: 'east' },
    );
    expect(item?.providers).toEqual(['east', 'west']);
    expect(item?.cells[0]).toMatchObject({
      provider: 'east',
      verdict: 'reachable',
    });
    expect(
      serviceReachability(contextOf(withSelector({ app: 'none' })), ORDERS)[0]
        ?.providers,
    ).toEqual(['west']);
  });

  it('hands requests of other clusters to Pods that entries of both clusters add', () => {
    const { selector: _selector, ...stub } = aService('orders');
    const entry = {
      endpoints: [],
      workloadSelector: { app: 'orders' },
      ports: [{ name: 'http', number: 8080, protocol: 'HTTP' }],
    };
    const mine = withConfiguration(aMeshOfServices(), 'west', {
      serviceEntries: [anEntry(entry)],
    });
    const west = withState(mine, 'west', {
      services: observed([stub], OBSERVED_AT),
      endpointSlices: observed([], OBSERVED_AT),
      pods: observed(
        [aPod('orders', 'west', { containerPorts: [8080] })],
        OBSERVED_AT,
      ),
    });
    const cellOf = (states: MeshStates) =>
      serviceReachability(contextOf(states), ORDERS, {
        from: 'east',
        to: 'west',
      })[0]?.cells[0];
    expect(cellOf(west)).toMatchObject({ verdict: 'blocked', idle: true });
    expect(cellOf(withEntry(entry, west))).toMatchObject({
      verdict: 'reachable',
    });
  });

  it('takes a cluster whose Services are unknown for a provider', () => {
    const states = withUnknown(aMeshOfServices(), 'east', 'services');
    const [item] = serviceReachability(contextOf(states), ORDERS, {
      from: 'west',
      to: 'east',
    });
    expect(item).toMatchObject({
      providers: ['east', 'west'],
      cells: [{ provider: 'east', verdict: 'unknown' }],
    });
  });

  it('has no item for a Service that is nowhere', () => {
    expect(
      pairs(aMeshOfServices(), {}, { namespace: 'shop', name: 'ghost' }),
    ).toEqual([]);
  });
});
