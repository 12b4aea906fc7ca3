import { judgeCase } from '../__testUtils__/judgeCase';
import { aDestinationRule } from '../__testUtils__/policyCases';
import { TWO_REGIONS, withRegions } from '../__testUtils__/regions';
import { withSubset, withWorkloadEntry } from '../__testUtils__/trafficCases';
import {
  OBSERVED_AT,
  aMeshOfServices,
  aPod,
  anEndpointSlice,
  withConfiguration,
  withControlPlane,
  withMorePods,
  withPods,
  withService,
  withState,
  withUnknownKind,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  observed,
  type EndpointSlice,
  type WorkloadEntry,
} from '../../../../model';
import type { LegCase } from '../__testUtils__/FindingCases';
import { trafficLeg } from './traffic';

const mesh = aMeshOfServices;

const IN_WEST = {
  client: { cluster: 'west', namespace: 'shop', workload: 'client' },
};

const judge = (states: MeshStates, query: LegCase['query'] = {}) =>
  judgeCase(trafficLeg, { states: () => states, query });

const conditions = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).conditions.map(({ text }) => text);

const withFeature = (name: string): MeshStates =>
  withControlPlane(mesh(), 'east', plane => ({
    ...plane,
    features: { [name]: 'false' },
  }));

const OF_ENTRY =
  'Some requests go to 192.0.2.9:8080 of WorkloadEntry shop/old-machine in west, which no Pod has: nobody sees what answers there.';

describe('trafficLeg and WorkloadEntries', () => {
  it.each<[string, Partial<WorkloadEntry>, LegCase['query']]>([
    ['for a client of another cluster', {}, {}],
    ['for a client of its own cluster', {}, IN_WEST],
    ['without an account', { serviceAccount: undefined }, IN_WEST],
    ['on the network of its cluster', { network: 'west' }, {}],
    ['with more labels', { labels: { app: 'orders', tier: 'back' } }, {}],
  ])('get some of the requests %s', (_, entry, query) => {
    expect(conditions(withWorkloadEntry(entry), query)).toEqual([OF_ENTRY]);
  });

  it.each<[string, MeshStates]>([
    ['has failed its checks', withWorkloadEntry({ unhealthy: true })],
    ['has a name for an address', withWorkloadEntry({ address: 'vm.example' })],
    [
      'has a socket for an address',
      withWorkloadEntry({ address: 'unix:///s' }),
    ],
    ['has no address', withWorkloadEntry({ address: undefined })],
    [
      'takes no mutual TLS, behind a gateway',
      withWorkloadEntry({ network: 'west', serviceAccount: undefined }),
    ],
    [
      'is labelled as without it, behind a gateway',
      withWorkloadEntry({
        network: 'west',
        labels: { app: 'orders', 'security.istio.io/tlsMode': 'disabled' },
      }),
    ],
    [
      'has no port of the name that the Service targets',
      withWorkloadEntry(
        {},
        withState(
          withService(mesh(), 'west', 'orders', {
            ports: [
              { name: 'http', port: 80, protocol: 'TCP', targetPort: 'web' },
            ],
          }),
          'west',
          ({ endpointSlices }) => ({
            endpointSlices: observed(
              (endpointSlices.status === 'observed'
                ? endpointSlices.value
                : []
              ).map(slice => ({
                ...slice,
                ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
              })),
              OBSERVED_AT,
            ),
          }),
        ),
      ),
    ],
    [
      'is in a mesh whose istiod takes none',
      withWorkloadEntry(
        {},
        withFeature('PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES'),
      ),
    ],
    [
      'is in a cluster from which istiod takes none',
      withWorkloadEntry(
        {},
        withFeature('PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY'),
      ),
    ],
    [
      'is on no Node, where requests stay on theirs',
      withWorkloadEntry(
        {},
        withService(mesh(), 'east', 'orders', {
          internalTrafficPolicy: 'Local',
        }),
      ),
    ],
    [
      'is not in the subset to which requests are routed',
      withWorkloadEntry(
        {},
        withSubset({ defined: ['east', 'west'], labelled: true }),
      ),
    ],
  ])('get no request where one %s', (_, states) => {
    expect(conditions(states)).toEqual([]);
  });

  it('take the port that they have for the name of the Service', () => {
    expect(conditions(withWorkloadEntry({ ports: { http: 81 } }))).toEqual([
      OF_ENTRY.replace('8080', '81'),
    ]);
  });

  it.each([
    ['headless', { headless: true }],
    ['without a selector', { selector: undefined }],
  ])('are not taken by a Service that is %s', (_, change) => {
    expect(
      conditions(
        withWorkloadEntry({}, withService(mesh(), 'west', 'orders', change)),
        IN_WEST,
      ),
    ).toEqual([]);
  });

  it.each<[string, Partial<WorkloadEntry>, number]>([
    ['further away', { locality: 'asia/a' }, 0],
    [
      'further away by a label',
      { labels: { app: 'orders', 'istio-locality': 'asia.a' } },
      0,
    ],
    ['nowhere', {}, 0],
    ['beside the Pods', { locality: 'us-west/us-west-a' }, 1],
  ])('get requests only as near as the Pods: %s', (_, entry, count) => {
    const states = withConfiguration(
      withWorkloadEntry(entry, withRegions(TWO_REGIONS)),
      'west',
      {
        destinationRules: [
          aDestinationRule(undefined, {
            trafficPolicy: { outlierDetection: true, ports: [] },
          }),
        ],
      },
    );
    expect(conditions(states, IN_WEST)).toHaveLength(count);
  });

  it('are all there is where no Pod is ready, and nobody sees what they answer', () => {
    const states = withPods(mesh(), 'west', 'orders', () => undefined);
    expect(judge(withWorkloadEntry({}, states))).toMatchObject({
      status: 'unknown',
      missing: [
        {
          what: 'whether anything answers at 192.0.2.9:8080 of WorkloadEntry shop/old-machine',
        },
      ],
    });
  });

  it('may be there where no Pod is and they are not observed', () => {
    const states = withPods(mesh(), 'west', 'orders', () => undefined);
    expect(
      judge(withUnknownKind(states, 'west', 'workloadEntries')),
    ).toMatchObject({ status: 'unknown', findings: [] });
  });
});

/** Puts a slice of somebody beside that of Kubernetes, or in its place. */
const withSlice = (
  endpoints: EndpointSlice['endpoints'],
  states = mesh(),
  alone = false,
): MeshStates =>
  withState(states, 'west', ({ endpointSlices }) => ({
    endpointSlices: observed(
      [
        ...(endpointSlices.status === 'observed' && !alone
          ? endpointSlices.value
          : []),
        anEndpointSlice('orders', [], { endpoints }),
      ],
      OBSERVED_AT,
    ),
  }));

const SOMEWHERE = [{ address: '192.0.2.7', ready: true }];

describe('trafficLeg and EndpointSlices that somebody wrote', () => {
  it.each<[string, MeshStates]>([
    ['with a sidecar', withSlice(SOMEWHERE)],
    [
      'without one',
      withSlice(SOMEWHERE, withPods(mesh(), 'west', 'client', withoutSidecar)),
    ],
  ])('get some requests of clients of the cluster %s', (_, states) => {
    expect(conditions(states, IN_WEST)).toEqual([
      'Some requests go to 192.0.2.7:8080 in west, which no Pod has: nobody sees what answers there.',
    ]);
  });

  it('get none through a gateway, for they take no mutual TLS', () => {
    expect(conditions(withSlice(SOMEWHERE))).toEqual([]);
  });

  it('are not seen into where they are all there is', () => {
    expect(judge(withSlice(SOMEWHERE, mesh(), true), IN_WEST)).toMatchObject({
      status: 'unknown',
      missing: [{ what: 'whether anything answers at 192.0.2.7:8080' }],
    });
  });

  it('lead to the Pod of the namespace that has the address', () => {
    const states = withSlice(
      [{ address: '10.2.0.11', ready: true }],
      mesh(),
      true,
    );
    expect(judge(states)).toMatchObject({ status: 'satisfied' });
    expect(conditions(states)).toEqual([]);
  });

  it('do not lead to one of several Pods that have the address of their Node', () => {
    const onNode = (name: string) =>
      aPod(name, 'west', { name, hostNetwork: true, ips: ['10.0.0.9'] });
    const states = withSlice(
      [{ address: '10.0.0.9', ready: true }],
      withMorePods(mesh(), 'west', [onNode('agent'), onNode('other')]),
      true,
    );
    expect(judge(states, IN_WEST).status).toBe('unknown');
  });

  it('are left out where the Pod that they name is not there', () => {
    const states = withSlice(
      [{ address: '192.0.2.7', ready: true, pod: 'gone' }],
      mesh(),
      true,
    );
    expect(judge(states).findings.map(({ code }) => code)).toEqual(['MF6101']);
  });
});
