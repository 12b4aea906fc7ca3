import {
  OBSERVED_AT,
  aMeshOfServices,
  aNamespace,
  aRemoteSecret,
  aSystemNamespace,
  withControlPlane,
  withSettings,
  withState,
  withUnknown,
  withUnknownMeshConfig,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  observed,
  unknown,
  type LabelSelector,
  type RemoteClusterSync,
  type RemoteSecret,
} from '../../../../model';
import type { FindingCases, LegCase } from './FindingCases';

const joined = () => aMeshOfServices();

/** Changes the remote secret of east for west. */
export function withRemoteSecret(
  states: MeshStates,
  change: Partial<RemoteSecret>,
): MeshStates {
  return withState(states, 'east', ({ remoteSecrets }) => ({
    remoteSecrets:
      remoteSecrets.status === 'observed'
        ? observed(
            remoteSecrets.value.map(item => ({ ...item, ...change })),
            OBSERVED_AT,
          )
        : remoteSecrets,
  }));
}

/** What every istiod of east says of a remote cluster; undefined: it does not know it. */
export function withSync(
  states: MeshStates,
  status: RemoteClusterSync['status'] | undefined,
  clusterId = 'west',
): MeshStates {
  return withControlPlane(states, 'east', plane => ({
    ...plane,
    replicas: plane.replicas.map(replica => ({
      ...replica,
      sync: observed(
        status === undefined ? [] : [{ clusterId, status }],
        OBSERVED_AT,
      ),
    })),
  }));
}

/** The reader in west, as this plugin made it. */
export function withReader(
  states: MeshStates,
  change: { readonly complete?: boolean; readonly secrets?: boolean },
): MeshStates {
  return withState(states, 'west', ({ reader }) => ({
    reader:
      reader.status === 'observed'
        ? observed({ ...reader.value, ...change }, OBSERVED_AT)
        : reader,
  }));
}

export function aSelector(
  matchLabels: Readonly<Record<string, string>>,
  matchExpressions: LabelSelector['matchExpressions'] = [],
): LabelSelector {
  return { matchLabels, matchExpressions };
}

/** Labels of namespace shop, and istio-system with label mesh=yes. */
export function withNamespaces(
  states: MeshStates,
  cluster: string,
  shop: Readonly<Record<string, string>>,
): MeshStates {
  const system = aSystemNamespace(cluster);
  return withState(states, cluster, {
    namespaces: observed(
      [
        aNamespace('shop', shop),
        { ...system, labels: { ...system.labels, mesh: 'yes' } },
      ],
      OBSERVED_AT,
    ),
  });
}

/** Cluster `cluster` selects mesh=yes, which shop of east has, and shop of west when told so. */
function selecting(cluster: string, west: Record<string, string>): MeshStates {
  return withSettings(
    withNamespaces(
      withNamespaces(joined(), 'east', { mesh: 'yes' }),
      'west',
      west,
    ),
    cluster,
    { discoverySelectors: [aSelector({ mesh: 'yes' })] },
  );
}

const unknownSecrets: LegCase = {
  when: 'the remote secrets of the client cluster are unknown',
  states: () => withUnknown(joined(), 'east', 'remoteSecrets'),
};

const unknownToken: LegCase = {
  when: 'it is unknown whether the token is accepted',
  states: () =>
    withRemoteSecret(joined(), {
      token: unknown({ kind: 'timeout', message: 'slow' }, OBSERVED_AT),
    }),
};

const unknownSync: LegCase = {
  when: 'it is unknown what istiod has synced',
  states: () =>
    withControlPlane(
      withUnknown(joined(), 'west', 'reader'),
      'east',
      plane => ({
        ...plane,
        replicas: plane.replicas.map(replica => ({
          ...replica,
          sync: unknown(
            { kind: 'unsupported', message: 'no metric' },
            OBSERVED_AT,
          ),
        })),
      }),
    ),
};

const twice = (second: string) =>
  withState(joined(), 'east', ({ remoteSecrets }) => ({
    remoteSecrets: observed(
      [
        ...(remoteSecrets.status === 'observed' ? remoteSecrets.value : []),
        aRemoteSecret(second, {
          secret: {
            apiVersion: 'v1',
            kind: 'Secret',
            namespace: 'istio-system',
            name: 'by-hand',
          },
        }),
      ],
      OBSERVED_AT,
    ),
  }));

/**
 * A credential that does not work, before istiod ever synced with it; the negative case has one
 * that does.
 */
const brokenCredential = (
  when: string,
  change: Partial<RemoteSecret>,
  unknownCase: LegCase,
) => ({
  positive: {
    when,
    states: () => withSync(withRemoteSecret(joined(), change), 'timeout'),
  },
  negative: { when: 'the credential works', states: joined },
  unknown: unknownCase,
});

/** Cases of the leg `discovery`. MF2022 has its own in `identityCases`. */
export const discoveryCases: FindingCases = {
  MF3001: {
    positive: {
      when: 'there is no remote secret for the provider',
      states: () =>
        withState(joined(), 'east', {
          remoteSecrets: observed([], OBSERVED_AT),
        }),
    },
    negative: { when: 'the remote secret is there', states: joined },
    unknown: unknownSecrets,
  },
  MF3002: {
    positive: {
      when: 'a second remote secret has the same cluster id',
      states: () => twice('west'),
      expected: { status: 'satisfied' },
    },
    negative: {
      when: 'the second is for another cluster',
      states: () => twice('north'),
    },
    unknown: unknownSecrets,
  },
  MF3003: {
    positive: {
      when: "the key is the client's own cluster id",
      states: () => withRemoteSecret(joined(), { clusterId: 'east' }),
    },
    negative: {
      when: 'another remote secret has the own id as its key, but not this one',
      states: () => twice('east'),
    },
    unknown: unknownSecrets,
  },
  MF3004: {
    positive: {
      when: 'both clusters have the same cluster id',
      states: () => sameIds('same'),
    },
    negative: {
      when: 'the provider has an id of its own',
      states: () => withSync(sameIds('other'), 'synced', 'other'),
    },
    unknown: {
      when: 'the cluster id of the provider is unknown',
      states: () => withUnknown(joined(), 'west', 'controlPlanes'),
    },
  },
  MF3005: brokenCredential(
    'the kubeconfig cannot be read',
    { problem: 'no current-context' },
    unknownSecrets,
  ),
  MF3006: brokenCredential(
    'the kubeconfig has an exec plugin',
    { credential: 'exec' },
    unknownSecrets,
  ),
  MF3007: brokenCredential(
    'the token is rejected',
    { token: observed('rejected', OBSERVED_AT) },
    unknownToken,
  ),
  MF3009: brokenCredential(
    'the token has expired',
    { tokenExpiresAt: '2026-05-31T00:00:00.000Z' },
    unknownSecrets,
  ),
  MF3012: {
    positive: {
      when: 'istiod has every right and does not get through',
      states: () => withSync(joined(), 'timeout'),
    },
    negative: { when: 'istiod is synced', states: joined },
    unknown: unknownSync,
  },
  MF3015: {
    positive: {
      when: 'the remote secret trusts another CA',
      states: () =>
        withSync(
          withRemoteSecret(joined(), { caFingerprints: ['00'] }),
          'timeout',
        ),
    },
    negative: { when: 'it trusts the CA of the provider', states: joined },
    unknown: unknownSync,
  },
  MF3016: {
    positive: {
      when: 'the reader may not read Secrets and istiod reports timeout',
      states: () =>
        withSync(withReader(joined(), { secrets: false }), 'timeout'),
      expected: { status: 'satisfied' },
    },
    negative: { when: 'the reader may read Secrets', states: joined },
    unknown: {
      when: 'the rights of the reader are unknown and istiod reports timeout',
      states: () =>
        withSync(withUnknown(joined(), 'west', 'reader'), 'timeout'),
    },
  },
  MF3017: {
    positive: {
      when: "no selector of the client matches the provider's namespace",
      states: () => selecting('east', {}),
    },
    negative: {
      when: 'a selector matches it',
      states: () => selecting('east', { mesh: 'yes' }),
    },
    unknown: {
      when: 'the mesh config of the client cluster is unknown',
      states: () => withUnknownMeshConfig(joined(), 'east'),
    },
  },
  MF3018: {
    positive: {
      when: 'the provider does not select its own namespace',
      states: () => selecting('west', {}),
    },
    negative: {
      when: 'the provider selects it',
      states: () => selecting('west', { mesh: 'yes' }),
    },
    unknown: {
      when: 'the namespaces of the provider are unknown',
      states: () =>
        withUnknown(selecting('west', { mesh: 'yes' }), 'west', 'namespaces'),
    },
  },
  MF3019: {
    positive: {
      when: "the key is nobody's cluster id",
      states: () =>
        withSync(
          withRemoteSecret(joined(), { clusterId: 'wets' }),
          'synced',
          'wets',
        ),
      expected: { status: 'satisfied', conditions: [] },
    },
    negative: { when: "the key is the provider's", states: joined },
    unknown: unknownSecrets,
  },
  MF3020: {
    positive: {
      when: 'istiod is synced and the token is rejected now',
      states: () =>
        withRemoteSecret(joined(), {
          token: observed('rejected', OBSERVED_AT),
        }),
      expected: { status: 'satisfied' },
    },
    negative: { when: 'the token is accepted', states: joined },
    unknown: unknownToken,
  },
  MF3022: {
    positive: {
      when: 'istiod gives up although the remote secret has been good for long',
      states: () => withSync(withOldSecret(), 'timeout'),
    },
    negative: { when: 'istiod is synced', states: withOldSecret },
    unknown: {
      when: 'the rights of the reader are unknown and istiod reports timeout',
      states: () =>
        withSync(withUnknown(withOldSecret(), 'west', 'reader'), 'timeout'),
    },
  },
};

/** A remote secret that istiod has had all the time it takes to read the cluster. */
function withOldSecret(): MeshStates {
  return withRemoteSecret(joined(), {
    tokenIssuedAt: '2026-05-01T00:00:00.000Z',
  });
}

function sameIds(idOfWest: string): MeshStates {
  const withId = (states: MeshStates, cluster: string, clusterId: string) =>
    withControlPlane(states, cluster, plane => ({ ...plane, clusterId }));
  return withRemoteSecret(
    withId(withId(joined(), 'east', 'same'), 'west', idOfWest),
    { clusterId: idOfWest },
  );
}
