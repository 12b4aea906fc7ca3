import {
  aMeshOfServices,
  withConfiguration,
  withService,
  withState,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { LocalitySettings, Reachability } from '../../../../../model';
import { contextOf } from '../../../__testUtils__/answersOf';
import { analyzeReachability } from '../../../engine/analyzeReachability';
import { serviceReachability } from '../../../engine/serviceReachability';
import { withoutEndpoints } from '../../../engine/withoutEndpoints';
import {
  TWO_REGIONS,
  withBalancing,
  withRegions,
  withTraveller,
  withUnready,
} from '../../__testUtils__/regions';

const ask = (
  states: MeshStates,
  provider: string,
  client: string = 'east',
): Reachability =>
  analyzeReachability(contextOf(states), {
    client: { cluster: client, namespace: 'shop', workload: 'client' },
    provider,
    service: { namespace: 'shop', name: 'orders' },
    port: 80,
  });

const locality = (
  settings: Partial<LocalitySettings> = {},
): { readonly locality: LocalitySettings } => ({
  locality: { enabled: true, ...settings },
});

const OWN_FIRST = locality({ failoverPriority: ['topology.istio.io/cluster'] });

describe('with outlier detection', () => {
  const states = withBalancing({ outlierDetection: true });

  it('another region stands by', () => {
    expect(ask(states, 'east').verdict).toBe('reachable');
    expect(ask(states, 'west')).toMatchObject({
      verdict: 'standby',
      summary:
        'Requests go to endpoints of east as long as enough of them are healthy (localities).',
      standby: {
        nearer: ['east'],
        rule: 'locality',
        takesOver: 'when-not-ready-or-ejected',
        because: [{ object: { kind: 'DestinationRule' } }, {}],
      },
      security: { kind: 'mutual-tls' },
    });
  });

  it('takes over when nothing nearer is there', () => {
    const [item] = serviceReachability(
      withoutEndpoints(contextOf(states), 'east'),
      { namespace: 'shop', name: 'orders' },
      { from: 'east' },
    );
    expect(item!.cells.map(({ verdict }) => verdict)).toEqual([
      'blocked',
      'reachable',
    ]);
  });

  it('no region does for clients of a cluster without the rule', () => {
    expect(ask(states, 'east', 'west').verdict).toBe('reachable');
  });

  it('no region does where nothing nearer is ready', () => {
    expect(ask(withUnready(states, 'east'), 'west').verdict).toBe('reachable');
  });

  it('no region does where the rule switches localities off', () => {
    const off = withBalancing({
      outlierDetection: true,
      ...locality({ enabled: false }),
    });
    expect(ask(off, 'west').verdict).toBe('reachable');
  });

  it('some clients wait, and others do not', () => {
    expect(ask(withTraveller(states), 'west')).toMatchObject({
      verdict: 'conditional',
      conditions: [{ on: 'client', finding: { code: 'MF6140' } }],
    });
  });

  it('a region that failover does not name comes after the one it names', () => {
    const three = withUnready(
      withBalancing(
        {
          outlierDetection: true,
          ...locality({ failover: [{ from: 'us-east', to: 'us-north' }] }),
        },
        withRegions(
          { ...TWO_REGIONS, north: 'us-north' },
          aMeshOfServices(['east', 'north', 'west']),
        ),
      ),
      'east',
    );
    expect(ask(three, 'north').verdict).toBe('reachable');
    expect(ask(three, 'west')).toMatchObject({
      verdict: 'standby',
      standby: { nearer: ['north'] },
    });
  });

  it.each(['east', 'west'])('nobody knows without the Nodes of %s', hidden => {
    expect(ask(withUnknown(states, hidden, 'nodes'), 'west')).toMatchObject({
      verdict: 'unknown',
      summary: expect.stringContaining(`the Nodes (${hidden}: `),
    });
  });

  it('nobody knows of a cluster whose endpoints may be nearer', () => {
    const three = withUnready(
      withBalancing(
        { outlierDetection: true },
        withRegions(
          { ...TWO_REGIONS, north: 'us-east' },
          aMeshOfServices(['east', 'north', 'west']),
        ),
      ),
      'east',
    );
    expect(ask(three, 'west').verdict).toBe('standby');
    expect(
      ask(withUnknown(three, 'north', 'endpointSlices'), 'west').verdict,
    ).toBe('unknown');
  });
});

describe('with failoverPriority', () => {
  it('needs outlier detection', () => {
    expect(ask(withBalancing(OWN_FIRST), 'west').verdict).toBe('reachable');
  });

  it('keeps requests in the own cluster, whatever the Nodes are', () => {
    const states = withBalancing(
      { outlierDetection: true, ...OWN_FIRST },
      withUnknown(aMeshOfServices(), 'west', 'nodes'),
    );
    expect(ask(states, 'east').verdict).toBe('reachable');
    expect(ask(states, 'west')).toMatchObject({
      verdict: 'standby',
      standby: { rule: 'failover-priority' },
    });
  });

  it('takes another value than that of the client', () => {
    const states = withBalancing({
      outlierDetection: true,
      ...locality({ failoverPriority: ['topology.istio.io/cluster=west'] }),
    });
    expect(ask(states, 'east').verdict).toBe('standby');
    expect(ask(states, 'west').verdict).toBe('reachable');
  });

  it('finds no other labels at what lies behind a gateway', () => {
    const states = withBalancing({
      outlierDetection: true,
      ...locality({ failoverPriority: ['topology.kubernetes.io/region'] }),
    });
    const alike = withRegions({ east: 'us', west: 'us' }, states);
    expect(ask(alike, 'west').verdict).toBe('standby');
  });
});

describe('with a traffic distribution', () => {
  const close = (states: MeshStates = aMeshOfServices()) =>
    withService(states, 'east', 'orders', {
      trafficDistribution: 'PreferClose',
    });

  it('another network stands by without outlier detection', () => {
    expect(ask(close(), 'east').verdict).toBe('reachable');
    expect(ask(close(), 'west')).toMatchObject({
      verdict: 'standby',
      standby: {
        rule: 'traffic-distribution',
        takesOver: 'when-not-ready',
        because: [{ cluster: 'east', object: { kind: 'Service' } }],
      },
    });
    expect(ask(close(), 'east', 'west').verdict).toBe('reachable');
  });

  it('the namespace says so for Services that say nothing', () => {
    const states = withState(aMeshOfServices(), 'east', ({ namespaces }) => ({
      namespaces:
        namespaces.status === 'observed'
          ? {
              ...namespaces,
              value: namespaces.value.map(item => ({
                ...item,
                distributionAnnotation: 'preferclose',
              })),
            }
          : namespaces,
    }));
    expect(ask(states, 'west').verdict).toBe('standby');
    const any = withService(states, 'east', 'orders', {
      distributionAnnotation: 'Any',
    });
    expect(ask(any, 'west').verdict).toBe('reachable');
  });

  it('a DestinationRule that speaks of localities goes before it', () => {
    const states = withBalancing(locality(), close());
    expect(ask(states, 'west').verdict).toBe('reachable');
  });
});

describe('with shares', () => {
  it('nothing goes to a locality without one', () => {
    const states = withBalancing(
      locality({ distribute: [{ from: 'us-east/*', to: ['us-east/*'] }] }),
    );
    expect(ask(states, 'east').verdict).toBe('reachable');
    expect(ask(states, 'west')).toMatchObject({
      verdict: 'blocked',
      firstBroken: { leg: 'traffic', code: 'MF6141' },
    });
  });
});

it('counts for the routed subset alone', () => {
  const states = withConfiguration(withRegions(TWO_REGIONS), 'east', {
    destinationRules: [
      {
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
          namespace: 'shop',
          name: 'orders',
        },
        createdAt: '2026-01-01T00:00:00Z',
        host: 'orders',
        subsets: [
          {
            name: 'v1',
            labels: {},
            trafficPolicy: { outlierDetection: true, ports: [] },
          },
        ],
      },
    ],
  });
  expect(ask(states, 'west').verdict).toBe('reachable');
});
