import {
  aMeshOfServices,
  OBSERVED_AT,
  withConfiguration,
  withPods,
  withState,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed, type Reachability } from '../../../../model';
import { contextOf } from '../../__testUtils__/answersOf';
import { analyzeReachability } from '../../engine/analyzeReachability';
import { aDestinationRule } from '../../legs/__testUtils__/policyCases';
import { aRoute, aVirtualService } from '../../legs/__testUtils__/trafficCases';

const HOST = 'orders.shop.svc.cluster.local';

/** Clients that the labels take go to the subset of endpoints that the labels take, others fail. */
function withRoute(labels: {
  readonly clients: Readonly<Record<string, string>>;
  readonly endpoints: Readonly<Record<string, string>>;
}): MeshStates {
  const rules = {
    destinationRules: [
      aDestinationRule(undefined, {
        subsets: [{ name: 'near', labels: labels.endpoints }],
      }),
    ],
    virtualServices: [
      aVirtualService([
        aRoute({
          match: [{ sourceLabels: labels.clients, request: [] }],
          route: [{ host: HOST, subset: 'near' }],
        }),
        aRoute({ route: [], directResponse: 418 }),
      ]),
    ],
  };
  const located = ['east', 'west'].reduce(
    (states, cluster) =>
      withState(
        ['orders', 'client'].reduce(
          (all, app) =>
            withPods(all, cluster, app, pod => ({
              ...pod,
              node: `node-${cluster}`,
            })),
          states,
        ),
        cluster,
        {
          nodes: observed(
            [
              {
                name: `node-${cluster}`,
                labels: {
                  'topology.kubernetes.io/region': `region-${cluster}`,
                  'failure-domain.beta.kubernetes.io/zone': `zone-${cluster}`,
                  'topology.istio.io/subzone': `rack-${cluster}`,
                },
              },
            ],
            OBSERVED_AT,
          ),
        },
      ),
    aMeshOfServices(),
  );
  return withConfiguration(
    withConfiguration(located, 'east', rules),
    'west',
    rules,
  );
}

const ask = (states: MeshStates, provider: string): Reachability =>
  analyzeReachability(contextOf(states), {
    client: { cluster: 'east', namespace: 'shop', workload: 'client' },
    provider,
    service: { namespace: 'shop', name: 'orders' },
    port: 80,
  });

const isTraffic = ({ leg }: Reachability['legs'][number]) => leg === 'traffic';

describe.each([
  ['topology.istio.io/cluster', 'east'],
  ['topology.istio.io/network', 'east'],
  ['topology.kubernetes.io/region', 'region-east'],
  ['topology.kubernetes.io/zone', 'zone-east'],
  ['topology.istio.io/subzone', 'rack-east'],
  ['kubernetes.io/hostname', 'node-east'],
])('%s', (name, value) => {
  it('is a label of endpoints', () => {
    const states = withRoute({ clients: {}, endpoints: { [name]: value } });
    expect(ask(states, 'east').verdict).toBe('reachable');
    expect(ask(states, 'west')).toMatchObject({
      verdict: 'blocked',
      firstBroken: { leg: 'traffic', code: 'MF6112' },
    });
  });

  it('is a label of clients', () => {
    const own = withRoute({ clients: { [name]: value }, endpoints: {} });
    expect(ask(own, 'west').legs.find(isTraffic)).toMatchObject({
      status: 'satisfied',
    });
    const other = withRoute({ clients: { [name]: 'other' }, endpoints: {} });
    expect(ask(other, 'west')).toMatchObject({
      verdict: 'blocked',
      firstBroken: { leg: 'traffic', code: 'MF6116' },
    });
  });
});

describe('where the Nodes are not observed', () => {
  const byRegion = { 'topology.kubernetes.io/region': 'region-east' };

  it('is not known which endpoints a region has', () => {
    const states = withRoute({ clients: {}, endpoints: byRegion });
    expect(ask(withUnknown(states, 'west', 'nodes'), 'west')).toMatchObject({
      verdict: 'unknown',
      summary: expect.stringContaining('Nodes'),
    });
  });

  it('is not known which clients a region has', () => {
    const states = withRoute({ clients: byRegion, endpoints: {} });
    expect(ask(withUnknown(states, 'east', 'nodes'), 'west')).toMatchObject({
      verdict: 'unknown',
    });
  });

  it('is known all the same who is in a cluster', () => {
    const states = withRoute({
      clients: { 'topology.istio.io/cluster': 'east' },
      endpoints: { 'topology.istio.io/cluster': 'east' },
    });
    expect(ask(withUnknown(states, 'east', 'nodes'), 'east').verdict).toBe(
      'reachable',
    );
  });
});

it('takes the id of the remote secret for that of a cluster', () => {
  const states = withRoute({
    clients: {},
    endpoints: { 'topology.istio.io/cluster': 'the-west' },
  });
  const renamed = withState(states, 'east', ({ remoteSecrets }) => ({
    remoteSecrets:
      remoteSecrets.status === 'observed'
        ? observed(
            remoteSecrets.value.map(secret => ({
              ...secret,
              clusterId: 'the-west',
            })),
            OBSERVED_AT,
          )
        : remoteSecrets,
  }));
  const own = (found: Reachability) =>
    found.legs.find(isTraffic)?.findings.map(({ cluster }) => cluster);
  expect(own(ask(states, 'west'))).toEqual(['east']);
  // The gateway of west knows its own endpoints by the id that west has.
  expect(own(ask(renamed, 'west'))).toEqual(['west']);
});
