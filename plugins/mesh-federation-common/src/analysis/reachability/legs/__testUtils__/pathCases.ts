import {
  NETWORK_LABEL,
  observed,
  type EastWestGateway,
  type LabelSelector,
  type Pod,
} from '../../../../model';
import {
  OBSERVED_AT,
  aGateway,
  aMeshOfServices,
  aNamespace,
  aPod,
  aService,
  anOwnership,
  withControlPlane,
  withMeshConfig,
  withPods,
  withService,
  withSettings,
  withState,
  withUnknown,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { FindingCases, LegCase } from './FindingCases';

/** Changes every gateway of west; `undefined` deletes it. */
export function withGateway(
  change: Partial<EastWestGateway> | undefined,
  states: MeshStates = aMeshOfServices(),
): MeshStates {
  return withState(states, 'west', ({ gateways }) => ({
    gateways: observed(
      gateways.status === 'observed' && change !== undefined
        ? gateways.value.map(gateway => ({ ...gateway, ...change }))
        : [],
      OBSERVED_AT,
    ),
  }));
}

/** West on the network that its label says. */
export function onNetwork(
  cluster: string,
  label: string,
  states: MeshStates = aMeshOfServices(),
): MeshStates {
  return withState(states, cluster, {
    network: observed({ label, ownership: anOwnership() }, OBSERVED_AT),
  });
}

/** Both clusters on network `east`, by the label and by the proxies. */
export function onOneNetwork(): MeshStates {
  return ['orders', 'client'].reduce(
    (states, app) =>
      withPods(states, 'west', app, pod => ({
        ...pod,
        proxy: { ...pod.proxy!, network: 'east' },
      })),
    onNetwork('west', 'east'),
  );
}

/** A Pod that says itself on which network it is. */
function onIsland(pod: Pod): Pod {
  return {
    ...pod,
    labels: { ...pod.labels, [NETWORK_LABEL]: 'island' },
    proxy: { ...pod.proxy!, network: 'island' },
  };
}

/** Sidecars of the client in east without ISTIO_META_NETWORK. */
function withoutNetwork(version: string | undefined): MeshStates {
  const states = withControlPlane(aMeshOfServices(), 'east', plane => {
    const { version: _version, ...rest } = plane;
    return version === undefined ? rest : { ...rest, version };
  });
  return withPods(states, 'east', 'client', pod => {
    const { network: _network, ...proxy } = pod.proxy!;
    return { ...pod, proxy };
  });
}

function throughMeshNetworks(port: number, address: string): MeshStates {
  return withMeshConfig(withGateway({ network: 'elsewhere' }), 'east', {
    meshNetworks: { west: { endpoints: [], gateways: [{ address, port }] } },
  });
}

/** North, on the network of west, has the only gateway there. */
function behindNorth(known: boolean): MeshStates {
  const names = ['east', 'north', 'west'];
  const states = withState(
    withGateway(undefined, aMeshOfServices(names)),
    'north',
    {
      gateways: observed(
        [aGateway('west', { addresses: ['192.0.2.30'] })],
        OBSERVED_AT,
      ),
    },
  );
  return known
    ? states
    : withState(states, 'north', { remoteSecrets: observed([], OBSERVED_AT) });
}

const works: LegCase = {
  when: 'the gateway works',
  states: aMeshOfServices,
  expected: { missing: [], conditions: [], doubts: [] },
};

const gatewaysUnknown: LegCase = {
  when: 'the gateways of the provider are not observed',
  states: () => withUnknown(aMeshOfServices(), 'west', 'gateways'),
};

const servicesUnknown: LegCase = {
  when: 'Services of the client cluster are not observed',
  states: () => withUnknown(aMeshOfServices(), 'east', 'services'),
};

const podsUnknown: LegCase = {
  when: 'Pods of the client cluster are not observed',
  states: () => withUnknown(aMeshOfServices(), 'east', 'pods'),
};

const selectors: readonly LabelSelector[] = [
  { matchLabels: { mesh: 'yes' }, matchExpressions: [] },
  { matchLabels: { system: 'yes' }, matchExpressions: [] },
];

const selecting = (labels: Readonly<Record<string, string>>) =>
  withState(
    withSettings(aMeshOfServices(), 'east', { discoverySelectors: selectors }),
    'west',
    {
      namespaces: observed(
        [
          aNamespace('shop', { mesh: 'yes' }),
          aNamespace('istio-system', labels),
        ],
        OBSERVED_AT,
      ),
    },
  );

const inBoth = (change: Parameters<typeof withService>[3]) =>
  withService(
    withService(aMeshOfServices(), 'east', 'orders', change),
    'west',
    'orders',
    change,
  );

/** Cases of the leg `path`. */
export const pathCases: FindingCases = {
  MF4001: {
    positive: {
      when: 'the network of the provider has no gateway',
      states: () => withGateway(undefined),
    },
    negative: works,
    unknown: gatewaysUnknown,
  },
  MF4002: {
    positive: {
      when: 'the gateway has no address',
      states: () => withGateway({ addresses: [], programmed: false }),
    },
    negative: works,
    unknown: gatewaysUnknown,
  },
  MF4007: {
    positive: {
      when: 'the Service of the gateway has another port alone',
      states: () =>
        withState(
          withGateway({ object: aGateway('west').object }),
          'west',
          ({ services }) => ({
            services: observed(
              [
                ...(services.status === 'observed' ? services.value : []),
                aService('istio-eastwestgateway', {
                  namespace: 'istio-system',
                  ports: [{ name: 'hbone', port: 15008, protocol: 'TCP' }],
                }),
              ],
              OBSERVED_AT,
            ),
          }),
        ),
    },
    negative: {
      when: 'the Service of the gateway has the port',
      states: () =>
        withState(
          withGateway({ object: aGateway('west').object }),
          'west',
          ({ services }) => ({
            services: observed(
              [
                ...(services.status === 'observed' ? services.value : []),
                aService('istio-eastwestgateway', {
                  namespace: 'istio-system',
                  ports: [{ name: 'tls', port: 15443, protocol: 'TCP' }],
                }),
              ],
              OBSERVED_AT,
            ),
          }),
        ),
    },
    unknown: gatewaysUnknown,
  },
  MF4008: {
    positive: {
      when: 'the gateway is labelled for another network',
      states: () => withGateway({ network: 'south' }),
    },
    negative: works,
    unknown: gatewaysUnknown,
  },
  MF4009: {
    positive: {
      when: 'no server of the gateway is of mode AUTO_PASSTHROUGH',
      states: () => withGateway({ autoPassthrough: false, hosts: [] }),
    },
    negative: works,
    unknown: gatewaysUnknown,
  },
  MF4010: {
    positive: {
      when: 'the hosts of the gateway are others',
      states: () =>
        withGateway({
          hosts: ['*.example.com', 'orders.data.svc.cluster.local'],
        }),
    },
    negative: {
      when: 'one host with a namespace covers the Service',
      states: () =>
        withGateway({ hosts: ['example.com', '*/*.shop.svc.cluster.local'] }),
    },
    unknown: gatewaysUnknown,
  },
  MF4011: {
    positive: {
      when: 'nothing is ready behind the address',
      states: () => withGateway({ programmed: false }),
    },
    negative: works,
    unknown: gatewaysUnknown,
  },
  MF4012: {
    positive: {
      when: 'the client has no sidecar',
      states: () =>
        withPods(aMeshOfServices(), 'east', 'client', withoutSidecar),
    },
    negative: {
      when: 'the client without sidecar calls its own cluster',
      states: () =>
        withPods(aMeshOfServices(), 'east', 'client', withoutSidecar),
      query: { provider: 'east' },
    },
    unknown: podsUnknown,
  },
  MF4013: {
    positive: {
      when: 'the port is of UDP',
      states: () =>
        inBoth({ ports: [{ name: 'dns', port: 80, protocol: 'UDP' }] }),
    },
    negative: {
      when: 'the port is there for UDP as well',
      states: () =>
        inBoth({
          ports: [
            { name: 'quic', port: 80, protocol: 'UDP' },
            { name: 'http', port: 80, protocol: 'TCP' },
          ],
        }),
    },
    unknown: servicesUnknown,
  },
  MF4014: {
    positive: {
      when: 'the Service is headless',
      states: () => inBoth({ headless: true }),
    },
    negative: {
      when: 'clients have a Service with a cluster IP of the same name',
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', { headless: true }),
    },
    unknown: {
      when: 'istiod gives endpoints of headless Services to sidecars',
      states: () =>
        withControlPlane(inBoth({ headless: true }), 'east', plane => ({
          ...plane,
          features: { PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES: 'true' },
        })),
    },
  },
  MF4023: {
    positive: {
      when: 'Pods of a headless Service listen on another port than the Service',
      query: { provider: 'east' },
      states: () => inBoth({ headless: true }),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'east',
            message: expect.stringMatching(/on port 80, .* listen on 8080/),
          }),
        ],
      },
    },
    negative: {
      when: 'they listen on the very port',
      query: { provider: 'east' },
      states: () =>
        inBoth({
          headless: true,
          ports: [
            { name: 'http', port: 80, protocol: 'TCP', targetPort: '80' },
          ],
        }),
    },
    unknown: {
      when: 'EndpointSlices are not observed',
      query: { provider: 'east' },
      states: () =>
        withUnknown(inBoth({ headless: true }), 'east', 'endpointSlices'),
    },
  },
  MF4015: {
    positive: {
      when: 'the Service is another name',
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', {
          type: 'ExternalName',
          externalName: 'orders.example.com',
        }),
    },
    negative: works,
    unknown: {
      when: 'Services of the provider cluster are not observed',
      states: () => withUnknown(aMeshOfServices(), 'west', 'services'),
    },
  },
  MF4016: {
    positive: {
      when: 'client and gateway have addresses of different families',
      states: () => withGateway({ addresses: ['2001:db8::10'] }),
    },
    negative: {
      when: 'the gateway has a host name',
      states: () => withGateway({ addresses: ['gateway.example.com'] }),
    },
    unknown: gatewaysUnknown,
  },
  MF4017: {
    positive: {
      when: 'proxies have no network and Istio is older than 1.30',
      states: () => withoutNetwork('1.29.3'),
    },
    negative: {
      when: 'proxies have no network and Istio is 1.30',
      states: () => withoutNetwork('1.30.0'),
    },
    unknown: {
      when: 'the version of Istio is not known',
      states: () => withoutNetwork(undefined),
    },
  },
  MF4018: {
    positive: {
      when: 'the provider is labelled with the network of the client',
      states: () => onNetwork('west', 'east'),
    },
    negative: {
      when: 'the client is labelled with the network of the provider',
      states: () => onNetwork('east', 'west'),
    },
    unknown: {
      when: 'proxies of the provider are on that network, too',
      states: onOneNetwork,
    },
  },
  MF4024: {
    positive: {
      when: 'the Pods of the Service have a label of their own',
      states: () => withPods(aMeshOfServices(), 'west', 'orders', onIsland),
    },
    negative: {
      when: 'the label of the Pods is that of a network with a gateway',
      states: () =>
        withPods(aMeshOfServices(), 'west', 'orders', pod => ({
          ...pod,
          labels: { ...pod.labels, [NETWORK_LABEL]: 'west' },
        })),
    },
    unknown: {
      when: 'the gateways are not observed',
      states: () =>
        withPods(
          withUnknown(aMeshOfServices(), 'west', 'gateways'),
          'west',
          'orders',
          onIsland,
        ),
    },
  },
  MF4025: {
    positive: {
      when: 'somebody wrote down one address beside that of a load balancer',
      states: () =>
        withGateway({
          addresses: ['192.0.2.2', '192.0.2.99'],
          unproven: ['192.0.2.99'],
        }),
    },
    negative: {
      when: 'the one address is written down',
      states: () =>
        withGateway({ addresses: ['192.0.2.2'], unproven: ['192.0.2.2'] }),
    },
    unknown: {
      when: 'the Nodes that have the addresses are not observed',
      states: () => withGateway({ addresses: [], unreadNodes: true }),
    },
  },
  MF4019: {
    positive: {
      when: 'Pods of both clusters on one network have the same address',
      states: () =>
        withPods(onOneNetwork(), 'west', 'client', pod => ({
          ...pod,
          ips: ['10.1.0.13'],
        })),
    },
    negative: {
      when: 'clusters on different networks have the same addresses',
      states: () =>
        withPods(aMeshOfServices(), 'west', 'client', pod => ({
          ...pod,
          ips: ['10.1.0.13'],
        })),
    },
    unknown: {
      when: 'nothing tells whether Pods of both clusters reach each other',
      states: () =>
        withPods(onOneNetwork(), 'west', 'client', pod => ({
          ...pod,
          hostNetwork: true,
          ips: ['10.1.0.13'],
        })),
    },
  },
  MF4020: {
    positive: {
      when: 'meshNetworks names another port of the gateway',
      states: () => throughMeshNetworks(443, '192.0.2.10'),
    },
    negative: {
      when: 'meshNetworks names address and port of the gateway',
      states: () => throughMeshNetworks(15443, '192.0.2.10'),
    },
    unknown: {
      when: 'nobody is known by the address',
      states: () => throughMeshNetworks(443, '192.0.2.99'),
    },
  },
  MF4021: {
    positive: {
      when: 'the only gateway is in a cluster that does not read the provider',
      states: () => behindNorth(false),
    },
    negative: works,
    unknown: {
      when: 'the only gateway is in another cluster of the network',
      states: () => behindNorth(true),
    },
  },
  MF4022: {
    positive: {
      when: 'discoverySelectors leave the namespace of the gateway out',
      states: () => selecting({}),
    },
    negative: {
      when: 'discoverySelectors select the namespace of the gateway',
      states: () => selecting({ system: 'yes' }),
    },
    unknown: gatewaysUnknown,
  },
};

/** Further Pods on a network of their own by their label. */
export function aPodOnNetwork(network: string) {
  const pod = aPod('orders', 'west', { name: 'orders-2', ips: ['10.9.0.2'] });
  return {
    ...pod,
    labels: { ...pod.labels, [NETWORK_LABEL]: network },
    proxy: { ...pod.proxy!, network },
  };
}
