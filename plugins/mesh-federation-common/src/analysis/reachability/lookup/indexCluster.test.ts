import {
  FORBIDDEN,
  OBSERVED_AT,
  aClusterState,
  aControlPlane,
  aMeshConfig,
  aMeshOfServices,
  aSharedMeshConfig,
  withConfiguration,
  withUnknown,
  withUnknownKind,
} from '@mesh-federation/fixtures';
import {
  observed,
  unknown,
  type DestinationRule,
  type MeshSettings,
  type PeerAuthentication,
  type VirtualService,
} from '../../../model';
import { indexCluster } from './indexCluster';
import { optional } from '../../../model/basics/optional';

const [east] = aMeshOfServices();

function object(kind: string, namespace: string, name: string) {
  return { apiVersion: 'networking.istio.io/v1', kind, namespace, name };
}

function aRule(
  namespace: string,
  name: string,
  host: string,
  createdAt = '2026-01-01T00:00:00Z',
): DestinationRule {
  return {
    object: object('DestinationRule', namespace, name),
    createdAt,
    host,
    subsets: [],
  };
}

function namesOf(
  rules: readonly DestinationRule[],
  host = 'orders.shop.svc.cluster.local',
) {
  const [state] = withConfiguration([east!], 'east', {
    destinationRules: rules,
  });
  const found = indexCluster(state!).destinationRules(host);
  return found.status === 'observed'
    ? found.value.map(({ object: { name } }) => name)
    : undefined;
}

describe('indexCluster', () => {
  it('indexes a state once', () => {
    expect(indexCluster(east!)).toBe(indexCluster(east!));
    expect(indexCluster({ ...east! })).not.toBe(indexCluster(east!));
  });

  it('finds objects by namespace and name, and says that there is none', () => {
    const index = indexCluster(east!);
    expect(index.service('shop', 'orders')).toMatchObject({
      status: 'observed',
      value: { name: 'orders' },
      at: OBSERVED_AT,
    });
    expect(index.service('other', 'orders')).toEqual(
      observed(undefined, OBSERVED_AT),
    );
    expect(index.pod('shop', 'client-1')).toMatchObject({
      value: { workload: { name: 'client' } },
    });
    expect(index.podsOf('shop')).toMatchObject({
      value: [{ name: 'client-1' }, { name: 'orders-1' }],
    });
    expect(index.namespace('shop')).toMatchObject({ value: { name: 'shop' } });
    expect(index.endpointSlices('shop', 'orders')).toMatchObject({
      value: [{ service: 'orders' }],
    });
    expect(index.endpointSlices('shop', 'none')).toEqual(
      observed([], OBSERVED_AT),
    );
  });

  it('gives the sidecars without gateways, in the same array every time', () => {
    const index = indexCluster(east!);
    const first = index.sidecarPods();
    const second = index.sidecarPods();
    expect(first).toMatchObject({
      value: [{ name: 'client-1' }, { name: 'orders-1' }],
    });
    expect(first.status === 'observed' && first.value).toBe(
      second.status === 'observed' && second.value,
    );
  });

  it.each([
    [
      'services',
      () =>
        indexCluster(withUnknown([east!], 'east', 'services')[0]!).service(
          'shop',
          'orders',
        ),
    ],
    [
      'endpointSlices',
      () =>
        indexCluster(
          withUnknown([east!], 'east', 'endpointSlices')[0]!,
        ).endpointSlices('shop', 'orders'),
    ],
    [
      'pods',
      () =>
        indexCluster(withUnknown([east!], 'east', 'pods')[0]!).podsOf(
          'nowhere',
        ),
    ],
    [
      'namespaces',
      () =>
        indexCluster(withUnknown([east!], 'east', 'namespaces')[0]!).namespace(
          'shop',
        ),
    ],
    [
      'destinationRules',
      () =>
        indexCluster(
          withUnknownKind([east!], 'east', 'destinationRules')[0]!,
        ).destinationRules('x.y'),
    ],
    [
      'sidecars',
      () =>
        indexCluster(withUnknownKind([east!], 'east', 'sidecars')[0]!).sidecars(
          'shop',
        ),
    ],
  ])('does not take unknown %s for none', (_, find) => {
    expect(find()).toEqual(unknown(FORBIDDEN, OBSERVED_AT));
  });

  it.each([
    ['a short name in its own namespace', aRule('shop', 'r', 'orders'), true],
    ['a short name in another namespace', aRule('other', 'r', 'orders'), false],
    [
      'a name with its namespace only, which Istio does not complete',
      aRule('shop', 'r', 'orders.shop'),
      false,
    ],
    [
      'the full name',
      aRule('other', 'r', 'orders.shop.svc.cluster.local'),
      true,
    ],
    ['a wildcard', aRule('other', 'r', '*.shop.svc.cluster.local'), true],
    ['everything', aRule('other', 'r', '*'), true],
    [
      'a wildcard of another namespace',
      aRule('shop', 'r', '*.other.svc.cluster.local'),
      false,
    ],
  ])('finds DestinationRules by %s: %s', (_, rule, expected) => {
    expect(namesOf([rule])).toEqual(expected ? ['r'] : []);
  });

  it('puts the oldest object first, then the first by name', () => {
    expect(
      namesOf([
        aRule('shop', 'c', 'orders', '2026-03-01T00:00:00Z'),
        aRule('shop', 'b', '*.local', '2026-02-01T00:00:00Z'),
        aRule('shop', 'a', 'orders', '2026-03-01T00:00:00Z'),
      ]),
    ).toEqual(['b', 'a', 'c']);
  });

  it('finds a VirtualService once, by any of its hosts', () => {
    const service: VirtualService = {
      object: object('VirtualService', 'shop', 'v'),
      createdAt: '2026-01-01T00:00:00Z',
      hosts: ['orders', 'orders.shop.svc.cluster.local', '*.local'],
      gateways: [],
      http: [],
      tcp: [],
    };
    const [state] = withConfiguration([east!], 'east', {
      virtualServices: [service],
    });
    expect(
      indexCluster(state!).virtualServices('orders.shop.svc.cluster.local'),
    ).toEqual(observed([service], OBSERVED_AT));
  });

  it('sorts routes of the Gateway API by the names that istiod gives them', () => {
    const route = (name: string, derivedName?: string): VirtualService => ({
      object: object('HTTPRoute', 'shop', name),
      createdAt: '2026-01-01T00:00:00Z',
      ...optional({ derivedName }),
      hosts: ['orders.shop.svc.cluster.local'],
      gateways: ['mesh'],
      http: [],
      tcp: [],
    });
    const all = route('a', 'shop~orders.shop.svc.cluster.local');
    const ofPort = route('b', 'shop~80~orders.shop.svc.cluster.local');
    const plain = route('n');
    const [state] = withConfiguration([east!], 'east', {
      virtualServices: [all, ofPort, plain],
    });
    expect(
      indexCluster(state!).virtualServices('orders.shop.svc.cluster.local'),
    ).toEqual(observed([plain, ofPort, all], OBSERVED_AT));
  });

  it('groups policies by namespace, the oldest first', () => {
    const policy = (
      namespace: string,
      name: string,
      createdAt: string,
    ): PeerAuthentication => ({
      object: object('PeerAuthentication', namespace, name),
      createdAt,
      mode: 'STRICT',
      portModes: {},
    });
    const [state] = withConfiguration([east!], 'east', {
      peerAuthentications: [
        policy('shop', 'new', '2026-02-01T00:00:00Z'),
        policy('shop', 'old', '2026-01-01T00:00:00Z'),
        policy('istio-system', 'mesh', '2026-01-01T00:00:00Z'),
      ],
    });
    expect(indexCluster(state!).peerAuthentications('shop')).toMatchObject({
      value: [{ object: { name: 'old' } }, { object: { name: 'new' } }],
    });
  });

  it('takes the default revision, else the first by name', () => {
    const planes = (...revisions: string[]) =>
      indexCluster(
        aClusterState('east', {
          controlPlanes: observed(
            revisions.map(revision => aControlPlane('east', { revision })),
            OBSERVED_AT,
          ),
        }),
      ).controlPlane?.revision;
    expect(planes('1-31', 'default')).toBe('default');
    expect(planes('b', 'a')).toBe('a');
    expect(planes()).toBeUndefined();
  });
});

describe('settings', () => {
  function settingsWith(options: {
    readonly primary?: MeshSettings;
    readonly shared?: MeshSettings;
    readonly exists?: boolean;
    readonly named?: boolean;
  }) {
    const { primary = {}, shared = {}, exists = true, named = true } = options;
    return indexCluster(
      aClusterState('east', {
        controlPlanes: observed(
          [
            aControlPlane('east', {
              ...optional({ sharedMeshConfig: named ? 'shared' : undefined }),
              meshConfig: observed(
                aMeshConfig({ settings: primary }),
                OBSERVED_AT,
              ),
              shared: observed(
                aSharedMeshConfig({ exists, settings: shared }),
                OBSERVED_AT,
              ),
            }),
          ],
          OBSERVED_AT,
        ),
      }),
    ).settings;
  }

  it('has the defaults of Istio', () => {
    expect(settingsWith({})).toEqual(
      observed(
        {
          enableAutoMtls: true,
          defaultServiceExportTo: ['*'],
          defaultVirtualServiceExportTo: ['*'],
          defaultDestinationRuleExportTo: ['*'],
          discoverySelectors: [],
          serviceSettings: [],
          rootNamespace: 'istio-system',
          authorizers: [],
          outboundTrafficPolicy: 'ALLOW_ANY',
          localityLbSetting: { enabled: true },
        },
        OBSERVED_AT,
      ),
    );
  });

  it('are those that istiod has merged, where it tells', () => {
    expect(
      indexCluster(
        aClusterState('east', {
          controlPlanes: observed(
            [
              aControlPlane('east', {
                meshConfig: unknown(FORBIDDEN, OBSERVED_AT),
                merged: observed({ enableAutoMtls: false }, OBSERVED_AT),
              }),
            ],
            OBSERVED_AT,
          ),
        }),
      ).settings,
    ).toMatchObject({
      value: { enableAutoMtls: false, outboundTrafficPolicy: 'ALLOW_ANY' },
    });
  });

  it('have the authorizers of both documents', () => {
    expect(
      settingsWith({
        primary: { authorizers: ['a'] },
        shared: { authorizers: ['b'] },
      }),
    ).toMatchObject({ value: { authorizers: ['b', 'a'] } });
  });

  it.each([
    [
      'the primary over the shared',
      { primary: { enableAutoMtls: true }, shared: { enableAutoMtls: false } },
      true,
    ],
    [
      'the shared over the default',
      { shared: { enableAutoMtls: false } },
      false,
    ],
    [
      'no shared that does not exist',
      { shared: { enableAutoMtls: false }, exists: false },
      true,
    ],
    [
      'no shared that istiod does not name',
      { shared: { enableAutoMtls: false }, named: false },
      true,
    ],
  ])('takes %s', (_, options, enableAutoMtls) => {
    expect(settingsWith(options)).toMatchObject({ value: { enableAutoMtls } });
  });

  it.each([
    [
      'the primary mesh config',
      { meshConfig: unknown<never>(FORBIDDEN, OBSERVED_AT) },
    ],
    [
      'the shared mesh config',
      {
        shared: unknown<never>(FORBIDDEN, OBSERVED_AT),
        sharedMeshConfig: 'shared',
      },
    ],
  ])('are unknown with %s', (_, change) => {
    expect(
      indexCluster(
        aClusterState('east', {
          controlPlanes: observed([aControlPlane('east', change)], OBSERVED_AT),
        }),
      ).settings,
    ).toEqual(unknown(FORBIDDEN, OBSERVED_AT));
  });

  it('are unknown without a control plane', () => {
    expect(
      indexCluster(
        aClusterState('east', { controlPlanes: observed([], OBSERVED_AT) }),
      ).settings.status,
    ).toBe('unknown');
  });
});
