import {
  compareStrings,
  optional,
  ISTIO_NAMESPACE,
  MULTI_CLUSTER_LABEL,
  type ObjectRef,
  type RemoteSecret,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { parseYaml } from '../../text/parseYaml';
import { fingerprintsOf } from '../../text/fingerprintsOf';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { tokenClaims } from '../../../kubernetes/objects/tokenClaims';
import { ownershipOf } from '../ownership';
import { publicAddress } from '../../text/publicAddress';

/**
 * Lists the remote secrets that istiod reads (istio/istio
 * pkg/kube/multicluster/secretcontroller.go).
 */
export const REMOTE_SECRETS = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  namespace: ISTIO_NAMESPACE,
  labelSelector: `${MULTI_CLUSTER_LABEL}=true`,
} as const;

/**
 * A remote secret's entry without the answer whether its token is still good: that is asked for
 * later.
 */
export type RemoteSecretEntry = Omit<RemoteSecret, 'token'>;

/**
 * An entry's public part, and beside it the token, which must go no further than the one who asks a
 * cluster to review it.
 */
export interface DecodedRemoteSecret {
  readonly entry: RemoteSecretEntry;
  readonly token?: string;
}

/**
 * Reads a Secret with label `istio/multiCluster=true`: one entry for each data key, sorted by key.
 * A kubeconfig that cannot be read gives an entry with `problem`. Source: istio/istio
 * pkg/kube/multicluster/secretcontroller.go, istioctl/pkg/multicluster/remote_secret.go.
 */
export function decodeRemoteSecret(
  secret: KubernetesObject,
): readonly DecodedRemoteSecret[] {
  const ref = objectRef(secret, { apiVersion: 'v1', kind: 'Secret' });
  const common = {
    secret: ref,
    resourceVersion: secret.metadata.resourceVersion ?? '',
    ownership: ownershipOf(secret),
  };
  return Object.entries(objectOf(secret.data))
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([clusterId, value]) => decodeEntry({ ...common, clusterId }, value));
}

function decodeEntry(
  common: {
    readonly secret: ObjectRef;
    readonly resourceVersion: string;
    readonly ownership: RemoteSecret['ownership'];
    readonly clusterId: string;
  },
  value: unknown,
): DecodedRemoteSecret {
  const kubeconfig = parseKubeconfig(value);
  const context = kubeconfig && currentContext(kubeconfig);
  if (!context) {
    return {
      entry: {
        ...common,
        caFingerprints: [],
        credential: 'none',
        problem: kubeconfig
          ? 'the kubeconfig has no current context with a cluster and a server'
          : 'the value is not a kubeconfig',
      },
    };
  }
  const token = textOf(context.user.token);
  return {
    entry: {
      ...common,
      server: publicAddress(context.server),
      caFingerprints: caFingerprintsOf(context.cluster),
      credential: credentialOf(context.user),
      ...claimsOf(token),
    },
    ...optional({ token: token || undefined }),
  };
}

/** The parser's own messages quote the text, which holds credentials: they are dropped. */
function parseKubeconfig(value: unknown): Json | undefined {
  try {
    const text = Buffer.from(textOf(value) ?? '', 'base64').toString('utf8');
    const config: unknown = parseYaml(text);
    return Object.keys(objectOf(config)).length > 0
      ? objectOf(config)
      : undefined;
  } catch {
    return undefined;
  }
}

function currentContext(
  kubeconfig: Json,
):
  | { readonly cluster: Json; readonly server: string; readonly user: Json }
  | undefined {
  const context = named(
    kubeconfig.contexts,
    textOf(kubeconfig['current-context']),
    'context',
  );
  const cluster = named(
    kubeconfig.clusters,
    textOf(context.cluster),
    'cluster',
  );
  const server = textOf(cluster.server);
  return server
    ? {
        cluster,
        server,
        user: named(kubeconfig.users, textOf(context.user), 'user'),
      }
    : undefined;
}

function named(list: unknown, name: string | undefined, field: string): Json {
  const entry = listOf(list).find(item => at(item, 'name') === name);
  return objectOf(at(entry, field));
}

function caFingerprintsOf(cluster: Json): readonly string[] {
  const data = textOf(cluster['certificate-authority-data']);
  return data
    ? fingerprintsOf(Buffer.from(data, 'base64').toString('utf8'))
    : [];
}

function credentialOf(user: Json): RemoteSecret['credential'] {
  if (textOf(user.token)) {
    return 'token';
  }
  if (user['client-certificate-data'] || user['client-certificate']) {
    return 'client-certificate';
  }
  if (user.exec) {
    return 'exec';
  }
  return user['auth-provider'] ? 'auth-provider' : 'none';
}

/** The claims need no verification: they are shown, nothing rests on them. */
function claimsOf(
  token: string | undefined,
): Pick<RemoteSecret, 'tokenIssuedAt' | 'tokenExpiresAt' | 'tokenSubject'> {
  if (!token) {
    return {};
  }
  const claims = tokenClaims(token);
  const subject = textOf(claims.sub);
  return {
    ...optional({
      tokenIssuedAt: timeOf(claims.iat),
      tokenExpiresAt: timeOf(claims.exp),
      tokenSubject: subject || undefined,
    }),
  };
}

function timeOf(seconds: unknown): string | undefined {
  const time = new Date((numberOf(seconds) ?? NaN) * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
