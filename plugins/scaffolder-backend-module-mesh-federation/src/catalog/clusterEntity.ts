import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  API_SERVER_URL,
  isApiServerUrl,
  optional,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What the Kubernetes plugin needs to reach a cluster that it has from the catalog alone. */
export interface ClusterConnection {
  readonly authProvider: string;
  /** Base64 of PEM, as a kubeconfig has it. */
  readonly caData: string;
  /** What the auth provider needs besides, by annotation. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export interface ClusterDescription {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly owner: string;
  readonly system?: string | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly apiServerUrl?: string | undefined;
  readonly connection?: ClusterConnection | undefined;
}

/** Where the Kubernetes plugin finds the address of a cluster's API server. */
export const API_SERVER_ANNOTATION = 'kubernetes.io/api-server';

const CA_ANNOTATION = 'kubernetes.io/api-server-certificate-authority';
const AUTH_ANNOTATION = 'kubernetes.io/auth-provider';
const SKIP_TLS_ANNOTATION = 'kubernetes.io/skip-tls-verify';
const PREFIX = 'kubernetes.io/';

/**
 * The catalog's Resource of a cluster. Without a connection it describes a cluster that the
 * Kubernetes plugin knows from elsewhere.
 *
 * @throws InputError that names the field which is no good.
 */
export function clusterEntity(input: ClusterDescription): Entity {
  const { name, title, description, owner, system, dependsOn = [] } = input;
  requireRef('owner', owner, 'group');
  if (system !== undefined) requireRef('system', system, 'system');
  dependsOn.forEach(ref => requireRef('dependsOn', ref));
  const annotations = annotationsOf(input);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      ...optional({ title, description }),
      ...optional({
        annotations:
          Object.keys(annotations).length > 0 ? annotations : undefined,
      }),
    },
    spec: {
      type: 'kubernetes-cluster',
      owner,
      ...optional({
        system,
        dependsOn: dependsOn.length > 0 ? [...dependsOn] : undefined,
      }),
    },
  };
}

function annotationsOf({
  apiServerUrl,
  connection,
}: ClusterDescription): Record<string, string> {
  if (apiServerUrl !== undefined && !isApiServerUrl(apiServerUrl)) {
    throw new InputError(`apiServerUrl: give ${API_SERVER_URL}`);
  }
  if (!connection) {
    return apiServerUrl === undefined
      ? {}
      : { [API_SERVER_ANNOTATION]: apiServerUrl };
  }
  if (apiServerUrl === undefined) {
    throw new InputError('apiServerUrl: a connection needs it. Give it');
  }
  const { authProvider, caData, metadata = {} } = connection;
  if (authProvider === 'serviceAccount') {
    throw new InputError(
      "connection.authProvider: the Kubernetes plugin ignores clusters of the catalog with 'serviceAccount', whose token would stand there. Configure the cluster in kubernetes.clusterLocatorMethods and leave connection out",
    );
  }
  requireCertificates(caData);
  const strange = Object.keys(metadata).find(key => !isMetadata(key));
  if (strange !== undefined) {
    throw new InputError(
      `connection.metadata: '${strange}' is not for an auth provider. Give annotations that begin with ${PREFIX} and say how to sign in`,
    );
  }
  return {
    [API_SERVER_ANNOTATION]: apiServerUrl,
    [CA_ANNOTATION]: caData,
    [AUTH_ANNOTATION]: authProvider,
    ...metadata,
  };
}

function isMetadata(key: string): boolean {
  return (
    key.startsWith(PREFIX) &&
    ![
      API_SERVER_ANNOTATION,
      CA_ANNOTATION,
      AUTH_ANNOTATION,
      SKIP_TLS_ANNOTATION,
    ].includes(key)
  );
}

/** Nothing else than certificates goes into a repository: no key by mistake. */
function requireCertificates(caData: string): void {
  const pem = Buffer.from(caData, 'base64').toString('utf8');
  const blocks = pem.match(/-----BEGIN [^-]+-----/g) ?? [];
  const isCertificates =
    blocks.length > 0 &&
    blocks.every(block => block === '-----BEGIN CERTIFICATE-----');
  if (!isCertificates) {
    throw new InputError(
      'connection.caData: it is not Base64 of certificates in PEM and nothing else. Give certificate-authority-data of the kubeconfig',
    );
  }
}

function requireRef(field: string, ref: string, defaultKind?: string): void {
  try {
    parseEntityRef(ref, { ...optional({ defaultKind }) });
  } catch {
    throw new InputError(
      `${field}: '${ref}' is no reference to an entity. Give one such as ${
        defaultKind ?? 'resource'
      }:default/name`,
    );
  }
}
