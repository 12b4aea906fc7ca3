import {
  FORBIDDEN,
  OBSERVED_AT,
  aCertificate,
  aMeshOfServices,
  aProxy,
  withConfiguration,
  withControlPlane,
  withMeshConfig,
  withPods,
  withState,
  withUnknown,
  withUnknownMeshConfig,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  observed,
  unknown,
  type Certificate,
  type ClusterState,
  type Pod,
  type ProxyConfig,
} from '../../../../model';
import type { FindingCases } from './FindingCases';
import { optional } from '../../../../model/basics/optional';

const joined = () => aMeshOfServices();

/** Foreign roots that a cluster lists in its shared mesh config. */
export function withListedRoots(
  states: MeshStates,
  cluster: string,
  caCertificates: readonly Certificate[],
): MeshStates {
  return withControlPlane(states, cluster, plane => ({
    ...plane,
    shared:
      plane.shared.status === 'observed'
        ? observed({ ...plane.shared.value, caCertificates }, OBSERVED_AT)
        : plane.shared,
  }));
}

/** Own roots of a cluster. */
export function withOwnRoots(
  states: MeshStates,
  cluster: string,
  roots: readonly Certificate[],
): MeshStates {
  return withState(states, cluster, {
    trustStore: observed(
      { roots, laggingNamespaces: [], problems: [] },
      OBSERVED_AT,
    ),
  });
}

/** Nothing is known of what running proxies hold, so that their flag counts. */
export function withoutDumps(states: MeshStates): MeshStates {
  return states.map(state => ({
    ...state,
    proxyRoots: unknown<never>(FORBIDDEN, OBSERVED_AT),
  }));
}

/** Both clusters with a root of the same subject and without key identifiers. */
function withSameNames(states: MeshStates, subjectOfWest: string): MeshStates {
  const root = (name: string, subject: string) => {
    const { subjectKeyId: _id, ...rest } = aCertificate(name, { subject });
    return rest;
  };
  const [east, west] = [
    root('east', 'CN=Root CA'),
    root('west', subjectOfWest),
  ];
  return withListedRoots(
    withListedRoots(
      withOwnRoots(withOwnRoots(states, 'east', [east]), 'west', [west]),
      'east',
      [west],
    ),
    'west',
    [east],
  );
}

function withExpired(
  states: MeshStates,
  cluster: string,
  notAfter: string,
): MeshStates {
  return withOwnRoots(states, cluster, [aCertificate(cluster, { notAfter })]);
}

const withoutFlag = (pod: Pod): Pod => ({
  ...pod,
  proxy: aProxy(pod.proxy!.clusterId!, { xdsAgent: false }),
});

const noPlanes: Partial<ClusterState> = {
  controlPlanes: observed([], OBSERVED_AT),
};

const unknownTrustStore = (cluster: string) => () =>
  withUnknown(joined(), cluster, 'trustStore');

/** Cases of the leg `identity`. */
export const identityCases: FindingCases = {
  MF2001: {
    positive: {
      when: 'the list of the client cluster lacks the root of the provider',
      states: () => withListedRoots(joined(), 'east', []),
    },
    negative: {
      when: 'the list holds the root and another one',
      states: () =>
        withListedRoots(joined(), 'east', [
          aCertificate('west'),
          aCertificate('north'),
        ]),
    },
    unknown: {
      when: 'the mesh config of the client cluster is unknown',
      states: () => withUnknownMeshConfig(joined(), 'east'),
    },
  },
  MF2003: {
    positive: {
      when: 'one of two roots of the provider is trusted',
      states: () =>
        withOwnRoots(joined(), 'west', [
          aCertificate('west'),
          aCertificate('north'),
        ]),
      expected: { status: 'satisfied' },
    },
    negative: {
      when: 'both of two roots are trusted',
      states: () =>
        withListedRoots(
          withOwnRoots(joined(), 'west', [
            aCertificate('west'),
            aCertificate('north'),
          ]),
          'east',
          [aCertificate('west'), aCertificate('north')],
        ),
    },
    unknown: {
      when: 'the roots of the provider are unknown',
      states: unknownTrustStore('west'),
    },
  },
  MF2007: {
    positive: {
      when: 'the only root of the provider has expired',
      states: () => withExpired(joined(), 'west', '2026-05-01T00:00:00.000Z'),
    },
    negative: {
      when: 'the root expires tomorrow',
      states: () => withExpired(joined(), 'west', '2026-06-02T00:00:00.000Z'),
    },
    unknown: {
      when: 'the roots of the provider are unknown',
      states: unknownTrustStore('west'),
    },
  },
  MF2010: {
    positive: {
      when: 'both roots have one name and no key identifiers',
      states: () => withSameNames(joined(), 'CN=Root CA'),
    },
    negative: {
      when: 'the roots have different names',
      states: () => withSameNames(joined(), 'CN=Other CA'),
    },
    unknown: {
      when: 'the roots of the client cluster are unknown',
      states: unknownTrustStore('east'),
    },
  },
  MF2018: {
    positive: {
      when: 'no Pod of the client has a sidecar',
      states: () => withPods(joined(), 'east', 'client', withoutSidecar),
    },
    negative: {
      when: 'the client without a sidecar asks in its own cluster',
      states: () => withPods(joined(), 'west', 'client', withoutSidecar),
      query: {
        client: { cluster: 'west', namespace: 'shop', workload: 'client' },
      },
    },
    unknown: {
      when: 'the Pods of the client cluster are unknown',
      states: () => withUnknown(joined(), 'east', 'pods'),
    },
  },
  MF2019: {
    positive: {
      when: 'the provider has another trust domain and no alias',
      states: () =>
        withMeshConfig(joined(), 'west', { trustDomain: 'west.example' }),
    },
    negative: {
      when: 'the provider has the trust domain of the client as an alias',
      states: () =>
        withMeshConfig(joined(), 'west', {
          trustDomain: 'west.example',
          trustDomainAliases: ['cluster.local'],
        }),
    },
    unknown: {
      when: 'the mesh config of the provider is unknown',
      states: () => withUnknownMeshConfig(joined(), 'west'),
    },
  },
  MF2020: {
    positive: {
      when: 'istiod of the client is too old to read the trust domain of the provider',
      states: () => otherTrustDomain('1.28.3', []),
    },
    negative: {
      when: 'it has the trust domain of the provider as an alias',
      states: () => otherTrustDomain('1.28.3', ['west.example']),
    },
    unknown: {
      when: 'the version of istiod is unknown',
      states: () => otherTrustDomain(undefined, []),
    },
  },
  MF2021: {
    positive: {
      when: 'no proxy of the server has the flag',
      states: () =>
        withPods(withoutDumps(joined()), 'west', 'orders', withoutFlag),
    },
    negative: {
      when: 'a proxy without the flag says that it has the root',
      states: () => withPods(joined(), 'west', 'orders', withoutFlag),
    },
    unknown: {
      when: 'the Pods of the provider are unknown',
      states: () => withUnknown(joined(), 'west', 'pods'),
    },
  },
  MF2024: {
    positive: {
      when: 'a ProxyConfig tells the proxies to take no foreign roots',
      states: () => withProxyConfig({ selector: { app: 'orders' } }),
    },
    negative: {
      when: 'the proxies were injected before it',
      states: () =>
        withConfiguration(joined(), 'west', {
          proxyConfigs: [aProxyConfig({ selector: { app: 'orders' } })],
        }),
    },
    unknown: {
      when: 'the Pods of the provider are unknown',
      states: () => withUnknown(withProxyConfig(), 'west', 'pods'),
    },
  },
  MF2022: {
    positive: {
      when: 'the provider has no istiod',
      states: () => withState(joined(), 'west', noPlanes),
    },
    negative: {
      when: 'istiod is there but not ready',
      states: () =>
        withControlPlane(joined(), 'west', plane => ({
          ...plane,
          replicas: plane.replicas.map(item => ({ ...item, ready: false })),
        })),
    },
    unknown: {
      when: 'the control planes of the provider are unknown',
      states: () => withUnknown(joined(), 'west', 'controlPlanes'),
    },
  },
};

/** Of namespace `shop`, and without the flag unless told. */
export function aProxyConfig(
  overrides: Partial<ProxyConfig> & { readonly namespace?: string } = {},
): ProxyConfig {
  const { namespace = 'shop', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ProxyConfig',
      namespace,
      name: 'proxies',
    },
    createdAt: OBSERVED_AT,
    xdsAgent: false,
    ...rest,
  };
}

/** The servers of west run without the flag, and a ProxyConfig there is about them or not. */
export function withProxyConfig(
  ...overrides: Parameters<typeof aProxyConfig>
): MeshStates {
  return withConfiguration(
    withPods(withoutDumps(joined()), 'west', 'orders', withoutFlag),
    'west',
    { proxyConfigs: [aProxyConfig(...overrides)] },
  );
}

function otherTrustDomain(
  version: string | undefined,
  trustDomainAliases: readonly string[],
): MeshStates {
  const states = withMeshConfig(
    withMeshConfig(joined(), 'west', {
      trustDomain: 'west.example',
      trustDomainAliases: ['cluster.local'],
    }),
    'east',
    { trustDomainAliases },
  );
  return withControlPlane(
    states,
    'east',
    ({ version: _version, ...plane }) => ({
      ...plane,
      ...optional({ version }),
    }),
  );
}
