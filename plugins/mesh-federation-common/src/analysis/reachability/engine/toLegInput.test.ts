import {
  NETWORK_LABEL,
  observed,
  type ReachabilityQuery,
} from '../../../model';
import {
  NOW,
  OBSERVED_AT,
  aMeshOfServices,
  aPod,
  anEndpointSlice,
  withMeshConfig,
  withMorePods,
  withPods,
  withService,
  withState,
  withUnknown,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { createReachabilityContext } from '../lookup/context/createReachabilityContext';
import { DEFAULT_QUERY } from '../legs/__testUtils__/FindingCases';
import { toLegInput } from './toLegInput';

function inputFor(states: MeshStates, query: Partial<ReachabilityQuery> = {}) {
  const context = createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
  return toLegInput(context, { ...DEFAULT_QUERY, ...query });
}

function endpointsFor(states: MeshStates, query?: Partial<ReachabilityQuery>) {
  const endpoints = inputFor(states, query)!.endpoints;
  return endpoints.status === 'observed' ? endpoints.value : undefined;
}

function unlabelled(states: MeshStates): MeshStates {
  return withState(states, 'west', ({ network }) => ({
    network:
      network.status === 'observed'
        ? observed({ ...network.value, label: '' }, network.at)
        : network,
  }));
}

describe('toLegInput', () => {
  it('gathers the Service, its port and its endpoints in the provider, and the Pods of the client', () => {
    expect(inputFor(aMeshOfServices())).toMatchObject({
      providerService: { name: 'orders' },
      providerPort: { name: 'http', port: 80 },
      clientPods: [{ name: 'client-1' }],
      endpoints: {
        status: 'observed',
        value: [
          {
            address: '10.2.0.11',
            ready: true,
            pod: { name: 'orders-1' },
            targetPort: 8080,
            network: 'west',
            acceptsMtls: true,
          },
        ],
      },
      path: { kind: 'gateway', network: 'west' },
    });
  });

  it('has no Pods of the client when any is asked for, all of a namespace, or those of a workload', () => {
    const names = (client: ReachabilityQuery['client']) =>
      inputFor(aMeshOfServices(), { client })?.clientPods?.map(
        ({ name }) => name,
      );
    expect(names({ cluster: 'east' })).toBeUndefined();
    expect(names({ cluster: 'east', namespace: 'shop' })).toEqual([
      'client-1',
      'orders-1',
    ]);
    expect(
      names({ cluster: 'east', namespace: 'shop', workload: 'nobody' }),
    ).toEqual([]);
  });

  it('has nothing for a cluster that is not there', () => {
    expect(
      inputFor(aMeshOfServices(), { provider: 'nowhere' }),
    ).toBeUndefined();
  });

  it('has no Service and no port where the provider has none', () => {
    expect(
      inputFor(withService(aMeshOfServices(), 'west', 'orders', undefined))
        ?.providerService,
    ).toBeUndefined();
    expect(
      inputFor(aMeshOfServices(), { port: 81 })?.providerPort,
    ).toBeUndefined();
  });

  it.each(['endpointSlices', 'pods'] as const)(
    'does not know the endpoints without %s',
    section => {
      expect(
        inputFor(withUnknown(aMeshOfServices(), 'west', section))?.endpoints
          .status,
      ).toBe('unknown');
    },
  );

  it('needs no Pods to know that there is no endpoint', () => {
    expect(
      endpointsFor(withUnknown(aMeshOfServices(), 'east', 'pods'), {
        provider: 'east',
        service: { namespace: 'shop', name: 'only-west' },
      }),
    ).toEqual([]);
  });

  it('sorts the endpoints, also those that are not ready, and tells who takes mutual TLS', () => {
    const states = withMorePods(aMeshOfServices(), 'west', [
      withoutSidecar(
        aPod('orders', 'west', {
          name: 'orders-0',
          ips: ['10.2.0.10'],
          ready: false,
        }),
      ),
    ]);
    expect(endpointsFor(states)).toMatchObject([
      { address: '10.2.0.10', ready: false, acceptsMtls: false },
      { address: '10.2.0.11', ready: true, acceptsMtls: true },
    ]);
  });

  it('has endpoints without a Pod', () => {
    const states = withState(aMeshOfServices(), 'west', {
      endpointSlices: observed(
        [
          anEndpointSlice('orders', [], {
            endpoints: [{ address: '192.0.2.1', ready: true }],
          }),
          anEndpointSlice('orders', [], {
            addressType: 'FQDN',
            endpoints: [{ address: 'example.com', ready: true }],
          }),
        ],
        OBSERVED_AT,
      ),
    });
    expect(endpointsFor(states)).toEqual([
      {
        address: '192.0.2.1',
        ready: true,
        targetPort: 8080,
        labels: {},
        network: 'west',
        acceptsMtls: false,
      },
    ]);
  });

  it.each([
    ['the slice', [{ name: 'http', port: 9090, protocol: 'TCP' }], [9090]],
    [
      'no port of the slice where none has the name',
      [{ name: 'other', port: 9090, protocol: 'TCP' }],
      [],
    ],
    ['no slice without ports', [], []],
  ])('takes endpoints and their target port from %s', (_, ports, expected) => {
    const pod = aPod('orders', 'west');
    const states = withState(aMeshOfServices(), 'west', {
      pods: observed([pod], OBSERVED_AT),
      endpointSlices: observed(
        [anEndpointSlice('orders', [pod], { ports })],
        OBSERVED_AT,
      ),
    });
    expect(endpointsFor(states)?.map(({ targetPort }) => targetPort)).toEqual(
      expected,
    );
  });

  describe('network of an endpoint', () => {
    const networks = (states: MeshStates) =>
      endpointsFor(states)?.map(({ network }) => network);
    const meshNetworks = {
      byCidr: { endpoints: [{ fromCidr: '10.2.0.0/16' }], gateways: [] },
      byRegistry: { endpoints: [{ fromRegistry: 'west' }], gateways: [] },
    };

    it('is that of the Pod', () => {
      expect(
        networks(
          withPods(aMeshOfServices(), 'west', 'orders', pod => ({
            ...pod,
            labels: { ...pod.labels, [NETWORK_LABEL]: 'own' },
          })),
        ),
      ).toEqual(['own']);
    });

    it('is that of the control plane before meshNetworks', () => {
      expect(
        networks(withMeshConfig(aMeshOfServices(), 'east', { meshNetworks })),
      ).toEqual(['west']);
    });

    it('is that of the registry in meshNetworks of the client, before that of the address', () => {
      expect(
        networks(
          withMeshConfig(unlabelled(aMeshOfServices()), 'east', {
            meshNetworks,
          }),
        ),
      ).toEqual(['byRegistry']);
      expect(
        networks(
          withMeshConfig(unlabelled(aMeshOfServices()), 'east', {
            meshNetworks: { byCidr: meshNetworks.byCidr },
          }),
        ),
      ).toEqual(['byCidr']);
    });

    it('is empty when nothing tells, also when only the provider has meshNetworks', () => {
      expect(
        networks(
          withMeshConfig(unlabelled(aMeshOfServices()), 'west', {
            meshNetworks,
          }),
        ),
      ).toEqual(['']);
    });
  });
});
