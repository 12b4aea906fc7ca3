import { objectsMadeBy } from '../__testUtils__/objectsMadeBy';
import { observed } from '../../../../model';
import {
  OBSERVED_AT,
  aGateway,
  aMeshOfServices,
  aPod,
  withMeshConfig,
  withMorePods,
  withPods,
  withState,
  withUnknown,
  withoutSidecar,
} from '@mesh-federation/fixtures';
import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import { inputOf, judgeCase } from '../__testUtils__/judgeCase';
import {
  aPodOnNetwork,
  onNetwork,
  onOneNetwork,
  pathCases,
  withGateway,
} from '../__testUtils__/pathCases';
import { pathLeg } from './path';

describeFindingCases(pathLeg, pathCases);

const pathOf = (states: ReturnType<typeof aMeshOfServices>, query = {}) =>
  inputOf({ states: () => states, query }).path;

describe('resolvePath', () => {
  it.each([
    ['the same cluster', aMeshOfServices(), { provider: 'east' }, 'local'],
    ['another network', aMeshOfServices(), {}, 'gateway'],
    ['one network', onOneNetwork(), {}, 'direct'],
    ['another network without gateway', withGateway(undefined), {}, 'none'],
    [
      'a cluster whose gateways are not observed',
      withUnknown(aMeshOfServices(), 'west', 'gateways'),
      {},
      'unknown',
    ],
    [
      'a cluster whose network is not observed',
      withUnknown(aMeshOfServices(), 'west', 'network'),
      {},
      'unknown',
    ],
    [
      'another network, from Pods that are not observed',
      withUnknown(aMeshOfServices(), 'east', 'pods'),
      {},
      'unknown',
    ],
    [
      'a cluster without network label whose proxies say another',
      onNetwork('west', ''),
      {},
      'none',
    ],
    [
      'a cluster without any network',
      withPods(onNetwork('west', ''), 'west', 'orders', withoutSidecar),
      {},
      'direct',
    ],
  ] as const)('finds the way to %s', (_, states, query, kind) => {
    expect(pathOf(states, query).kind).toBe(kind);
  });

  it('lists every address of the gateways', () => {
    expect(
      pathOf(withGateway({ addresses: ['192.0.2.1', 'lb.example.com'] })),
    ).toEqual({
      kind: 'gateway',
      network: 'west',
      gateways: ['192.0.2.1', 'lb.example.com'].map(address => ({
        object: expect.objectContaining({ kind: 'Gateway' }),
        address,
        port: 15443,
      })),
    });
  });

  it('prefers the gateways of the provider over those of others and of meshNetworks', () => {
    const states = withMeshConfig(
      withState(aMeshOfServices(['east', 'north', 'west']), 'north', {
        gateways: observed(
          [aGateway('west', { addresses: ['192.0.2.30'] })],
          OBSERVED_AT,
        ),
      }),
      'east',
      {
        meshNetworks: {
          west: {
            endpoints: [],
            gateways: [{ address: '192.0.2.40', port: 15443 }],
          },
        },
      },
    );
    const addresses = (changed: typeof states) => {
      const path = pathOf(changed);
      return path.kind === 'gateway'
        ? path.gateways.map(({ address }) => address)
        : [];
    };
    expect(addresses(states)).toEqual(['192.0.2.10']);
    expect(addresses(withGateway(undefined, states))).toEqual([
      '192.0.2.30',
      '192.0.2.40',
    ]);
  });

  it('counts endpoints by meshNetworks where no label tells', () => {
    const states = withMeshConfig(onNetwork('west', ''), 'east', {
      meshNetworks: {
        west: { endpoints: [{ fromRegistry: 'west' }], gateways: [] },
      },
    });
    expect(pathOf(states)).toMatchObject({ kind: 'gateway', network: 'west' });
  });
});

describe('pathLeg', () => {
  it('makes it a condition when one of several addresses leads nowhere', () => {
    const states = withState(aMeshOfServices(), 'west', ({ gateways }) => ({
      gateways: observed(
        [
          ...(gateways.status === 'observed' ? gateways.value : []),
          aGateway('west', { addresses: ['192.0.2.11'], programmed: false }),
        ],
        OBSERVED_AT,
      ),
    }));
    const { status, conditions } = judgeCase(pathLeg, { states: () => states });
    expect(status).toBe('satisfied');
    expect(conditions).toEqual([
      expect.objectContaining({
        on: 'request',
        text: expect.stringContaining('192.0.2.10:15443'),
      }),
    ]);
  });

  it('makes it a condition when only some endpoints have a gateway', () => {
    const states = withMorePods(aMeshOfServices(), 'west', [
      aPodOnNetwork('south'),
    ]);
    const { status, conditions } = judgeCase(pathLeg, { states: () => states });
    expect(status).toBe('satisfied');
    expect(conditions).toEqual([
      expect.objectContaining({
        on: 'endpoint',
        text: expect.stringContaining('"south"'),
      }),
    ]);
  });

  it('makes it a condition when only some clients have a sidecar', () => {
    const states = withMorePods(aMeshOfServices(), 'east', [
      withoutSidecar(aPod('client', 'east', { name: 'client-2' })),
    ]);
    const { status, conditions } = judgeCase(pathLeg, { states: () => states });
    expect(status).toBe('satisfied');
    expect(conditions).toMatchObject([{ on: 'client' }]);
  });

  it('makes it a condition when only some proxies are on the right side', () => {
    const states = withMorePods(aMeshOfServices(), 'east', [
      aPod('client', 'east', {
        name: 'client-2',
        proxy: { ...aPod('client', 'west').proxy! },
      }),
    ]);
    const withClash = withPods(states, 'west', 'client', pod => ({
      ...pod,
      ips: ['10.1.0.13'],
    }));
    const { status, conditions } = judgeCase(pathLeg, {
      states: () => withClash,
    });
    expect(status).toBe('satisfied');
    expect(conditions).toMatchObject([
      { on: 'client', text: expect.stringContaining('network "west"') },
    ]);
  });

  it('says of one network what cannot be read', () => {
    const { missing } = judgeCase(pathLeg, { states: onOneNetwork });
    expect(missing).toMatchObject([
      {
        cluster: 'west',
        what: 'whether Pods of east and west reach each other directly',
      },
    ]);
  });

  it('sees that a wrong label sends local requests to a foreign gateway', () => {
    expect(
      judgeCase(pathLeg, {
        states: () => onNetwork('west', 'east'),
        query: {
          client: { cluster: 'west', namespace: 'shop', workload: 'client' },
        },
      }).findings,
    ).toMatchObject([{ code: 'MF4018' }]);
  });

  it('sets the label back to what the proxies say', () => {
    const [found] = judgeCase(pathLeg, {
      states: () => onNetwork('west', 'east'),
    }).findings;
    expect(found).toMatchObject({
      object: { kind: 'Namespace', name: 'istio-system' },
      remedy: {
        cluster: 'west',
        text: 'kubectl label namespace istio-system topology.istio.io/network=west',
      },
    });
  });

  it('changes only the gateway that was read', () => {
    const [found] = judgeCase(pathLeg, {
      states: () =>
        withGateway({
          autoPassthrough: false,
          hosts: [],
          resourceVersion: '7',
        }),
    }).findings;
    expect(found?.code).toBe('MF4009');
    expect(found?.remedy?.text).toMatch(
      /^kubectl patch gateway[^]*--type=merge --patch '{"metadata":{"resourceVersion":"7"/,
    );
  });

  it('brings the gateway that is missing', () => {
    const [found] = judgeCase(pathLeg, {
      states: () => withGateway(undefined),
    }).findings;
    expect(found).toMatchObject({
      code: 'MF4001',
      remedy: { cluster: 'west' },
    });
    expect(objectsMadeBy(found?.remedy)).toMatchObject([
      {
        kind: 'Gateway',
        metadata: { labels: { 'topology.istio.io/network': 'west' } },
        spec: {
          listeners: [{ hostname: '*.local', port: 15443, protocol: 'TLS' }],
        },
      },
    ]);
  });

  it('brings no Gateway to a cluster without the Gateway API', () => {
    const states = withState(withGateway(undefined), 'west', {
      gatewayApi: observed(false, OBSERVED_AT),
    });
    const [found] = judgeCase(pathLeg, { states: () => states }).findings;
    expect(found?.remedy).toBeUndefined();
  });

  it.each(Object.entries(pathCases))(
    'names an object and a value for %s',
    (_, { positive }) => {
      const { findings, conditions } = judgeCase(pathLeg, positive);
      const found = findings[0] ?? conditions[0]?.finding;
      expect(found?.evidence[0]).toMatchObject({
        cluster: expect.any(String),
        field: expect.any(String),
        at: OBSERVED_AT,
      });
    },
  );
});

describe('gateways that meshNetworks alone names', () => {
  const HOST = 'eastwest.istio-system.svc.cluster.local';
  const unlabelled = {
    ...aGateway('', { addresses: ['192.0.2.44'], port: 443 }),
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: 'istio-system',
      name: 'eastwest',
    },
  };
  const withNetworks = (
    gateway: {
      readonly address?: string;
      readonly registryServiceName?: string;
    },
    {
      fromRegistry = 'west',
      port = 443,
      plain = [unlabelled],
    }: {
      readonly fromRegistry?: string;
      readonly port?: number;
      readonly plain?: readonly (typeof unlabelled)[];
    } = {},
  ) =>
    withMeshConfig(
      withState(withGateway(undefined), 'west', {
        unlabelledGateways: observed(plain, OBSERVED_AT),
      }),
      'east',
      {
        meshNetworks: {
          west: {
            endpoints: [{ fromRegistry }],
            gateways: [{ ...gateway, port }],
          },
        },
      },
    );
  const judge = (states: ReturnType<typeof aMeshOfServices>) =>
    judgeCase(pathLeg, { states: () => states });

  it.each([
    ['address', { address: '192.0.2.44' }],
    ['Service', { registryServiceName: HOST }],
  ])('are found by their %s', (_, gateway) => {
    const states = withNetworks(gateway);
    expect(judge(states).status).toBe('satisfied');
    expect(pathOf(states)).toMatchObject({
      kind: 'gateway',
      gateways: [{ address: '192.0.2.44', port: 443 }],
    });
  });

  it('are none where the registry is not counted to the network', () => {
    const { status, findings } = judge(
      withNetworks({ registryServiceName: HOST }, { fromRegistry: 'other' }),
    );
    expect(status).toBe('violated');
    expect(findings[0]!.code).toBe('MF4001');
  });

  it('have their fault named', () => {
    const { findings } = judge(
      withNetworks(
        { registryServiceName: HOST },
        { plain: [{ ...unlabelled, programmed: false }] },
      ),
    );
    expect(findings.map(({ code }) => code)).toEqual(['MF4011']);
  });

  it.each([
    ['they are not observed', 'hidden'],
    ['the Service has another port', 'port'],
  ])('are not known where %s', (_, what) => {
    const states = withNetworks(
      { registryServiceName: HOST },
      what === 'port' ? { port: 15443 } : {},
    );
    expect(
      judge(
        what === 'hidden'
          ? withUnknown(states, 'west', 'unlabelledGateways')
          : states,
      ).status,
    ).toBe('unknown');
  });
});
