import { observed, type Service, type ServiceEntry } from '../../../../model';
import {
  NOW,
  OBSERVED_AT,
  aMeshOfServices,
  withConfiguration,
  withPods,
  withService,
  withState,
  withUnknown,
  withUnknownKind,
  withUnknownMeshConfig,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { FindingCases, LegCase } from './FindingCases';
import { onOneNetwork } from './pathCases';

/** The client's sidecars in east capture DNS. */
export function capturing(states: MeshStates = aMeshOfServices()): MeshStates {
  return withPods(states, 'east', 'client', pod => ({
    ...pod,
    proxy: { ...pod.proxy!, dnsCapture: true },
  }));
}

/** No Service in the client's cluster. */
export function withoutStub(states: MeshStates = aMeshOfServices()) {
  return withService(states, 'east', 'orders', undefined);
}

/** The port of the Service of one cluster. */
function withPort(
  cluster: string,
  port: Partial<Service['ports'][number]>,
): MeshStates {
  return withService(aMeshOfServices(), cluster, 'orders', {
    ports: [
      { name: 'http', port: 80, protocol: 'TCP', targetPort: '8080', ...port },
    ],
  });
}

const headless = (states: MeshStates) =>
  withService(
    withService(states, 'east', 'orders', { headless: true }),
    'west',
    'orders',
    { headless: true },
  );

/** A headless Service on one network. */
const headlessOnOneNetwork = () => headless(onOneNetwork());

const asStatefulSet = (states: MeshStates) =>
  withPods(states, 'west', 'orders', pod => ({
    ...pod,
    workload: { kind: 'StatefulSet', name: 'orders' },
  }));

const same: LegCase = {
  when: 'both clusters have the same Service',
  states: aMeshOfServices,
  expected: { missing: [], conditions: [], doubts: [] },
};

const servicesUnknown = (cluster: string): LegCase => ({
  when: `Services of ${cluster} are not observed`,
  states: () => withUnknown(aMeshOfServices(), cluster, 'services'),
});

/** A ServiceEntry of east for the host of the Service. */
export const ENTRY: ServiceEntry = {
  object: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    namespace: 'shop',
    name: 'orders-elsewhere',
  },
  createdAt: OBSERVED_AT,
  hosts: ['orders.shop.svc.cluster.local'],
  addresses: [],
  location: 'MESH_INTERNAL',
  resolution: 'STATIC',
  ports: [],
  endpoints: [{ address: '192.0.2.9' }],
};

const withoutPods = () =>
  withState(aMeshOfServices(), 'east', { pods: observed([], NOW) });

/** Cases of the leg `naming`. */
export const namingCases: FindingCases = {
  MF5001: {
    positive: {
      when: 'the client cluster has no Service of that name',
      states: () => withoutStub(),
    },
    negative: {
      when: 'the sidecars of the client capture DNS',
      states: () => capturing(withoutStub()),
    },
    unknown: {
      when: 'Pods of the client cluster are not observed',
      states: () => withUnknown(withoutStub(), 'east', 'pods'),
    },
  },
  MF5002: {
    positive: {
      when: 'the provider cluster has no Service of that name',
      states: () => withService(aMeshOfServices(), 'west', 'orders', undefined),
    },
    negative: same,
    unknown: servicesUnknown('west'),
  },
  MF5003: {
    positive: {
      when: 'the port has another name in the provider cluster',
      states: () => withPort('west', { name: 'web' }),
    },
    negative: {
      when: 'the port leads to another port of the Pods',
      states: () => withPort('west', { targetPort: '9090' }),
    },
    unknown: servicesUnknown('west'),
  },
  MF5004: {
    positive: {
      when: 'the Service of the client has another number',
      states: () => withPort('east', { port: 8080 }),
    },
    negative: same,
    unknown: servicesUnknown('east'),
  },
  MF5005: {
    positive: {
      when: 'the Service of the provider has another number',
      states: () => withPort('west', { port: 8080 }),
    },
    negative: same,
    unknown: servicesUnknown('west'),
  },
  MF5006: {
    positive: {
      when: 'the Service of the client cluster is exported to others alone',
      states: () =>
        withService(aMeshOfServices(), 'east', 'orders', {
          exportTo: ['data', 'vault'],
        }),
    },
    negative: {
      when: "the Service is exported to its own namespace, which is the client's",
      states: () =>
        withService(aMeshOfServices(), 'east', 'orders', { exportTo: ['.'] }),
    },
    unknown: {
      when: 'the mesh config of the client cluster is not observed',
      states: () => withUnknownMeshConfig(aMeshOfServices(), 'east'),
    },
  },
  MF5010: {
    positive: {
      when: 'it is exported to some, and no client is known',
      query: { client: { cluster: 'east' } },
      states: () =>
        withService(withoutPods(), 'east', 'orders', {
          exportTo: ['data'],
        }),
      expected: {
        conditions: [
          expect.objectContaining({
            on: 'client',
            text: 'Only from namespace data, to which the Service is exported.',
          }),
        ],
      },
    },
    negative: {
      when: 'it is exported to all',
      query: { client: { cluster: 'east' } },
      states: () => withoutPods(),
    },
    unknown: {
      when: 'the mesh config of the client cluster is not observed',
      query: { client: { cluster: 'east' } },
      states: () => withUnknownMeshConfig(withoutPods(), 'east'),
    },
  },
  MF5007: {
    positive: {
      when: 'the Service of the provider is exported to its own namespace alone',
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', { exportTo: ['.'] }),
    },
    negative: {
      when: 'the Service of the provider is exported to the gateway',
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', {
          exportTo: ['.', 'istio-system'],
        }),
    },
    unknown: {
      when: 'the mesh config of the provider cluster is not observed',
      states: () => withUnknownMeshConfig(aMeshOfServices(), 'west'),
    },
  },
  MF5008: {
    positive: {
      when: 'the Service is headless, on one network and without DNS capture',
      states: headlessOnOneNetwork,
    },
    negative: {
      when: 'the sidecars of the client capture DNS',
      states: () => capturing(headlessOnOneNetwork()),
    },
    unknown: servicesUnknown('east'),
  },
  MF5009: {
    positive: {
      when: 'Pods of a StatefulSet are behind a headless Service of the provider',
      states: () =>
        asStatefulSet(
          withService(aMeshOfServices(), 'west', 'orders', { headless: true }),
        ),
      expected: { status: 'satisfied' },
    },
    negative: {
      when: 'the Service has a cluster IP',
      states: () => asStatefulSet(aMeshOfServices()),
    },
    unknown: servicesUnknown('west'),
  },
  MF4015: {
    positive: {
      when: 'the Service of the own cluster is another name',
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', {
          type: 'ExternalName',
          externalName: 'orders.example.com',
        }),
      query: { client: { cluster: 'west' } },
    },
    negative: { ...same, query: { client: { cluster: 'west' } } },
    unknown: {
      ...servicesUnknown('west'),
      query: { client: { cluster: 'west' } },
    },
  },
};

/** What else the leg has to know, by a name for the test. */
export const unknownNames: readonly LegCase[] = [
  {
    when: 'ServiceEntries are not observed and there is no Service',
    states: () =>
      withUnknownKind(capturing(withoutStub()), 'east', 'serviceEntries'),
  },
  {
    when: 'a ServiceEntry names the host and there is no Service',
    states: () =>
      withConfiguration(capturing(withoutStub()), 'east', {
        serviceEntries: [ENTRY],
      }),
  },
  {
    when: 'two other clusters have the Service with different ports',
    states: () =>
      withService(
        capturing(withoutStub(aMeshOfServices(['east', 'north', 'west']))),
        'north',
        'orders',
        { ports: [{ name: 'web', port: 80, protocol: 'TCP' }] },
      ),
  },
];
