import {
  optional,
  FIELD_MANAGER,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  ClusterClient,
  ClusterResult,
  KubernetesObject,
  ObjectAddress,
} from '../../../kubernetes/ClusterClient';

/** A cluster that the contract is tested on. */
export interface ContractCluster {
  readonly client: ClusterClient;
  /** Creates an object as another field manager does: kubectl, Helm, an operator. */
  createAs(
    manager: string,
    address: ObjectAddress,
    object: KubernetesObject,
  ): Promise<void>;
}

/** Where the contract's objects are; the suite makes it. */
export const NAMESPACE = 'mesh-federation-contract';

/** The other field manager. */
export const OTHER = 'other-manager';

const core = { group: '', version: 'v1' };

export const configMaps = { ...core, plural: 'configmaps' };

export const configMapAt = (name: string): ObjectAddress => ({
  ...configMaps,
  namespace: NAMESPACE,
  name,
});

export const configMap = (
  name: string,
  data: Readonly<Record<string, string>>,
  metadata: Manifest = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: NAMESPACE, ...metadata },
  data,
});

export const namespaceAt = (name: string): ObjectAddress => ({
  ...core,
  plural: 'namespaces',
  name,
});

export const namespace = (
  name: string,
  labels?: Readonly<Record<string, string>>,
) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...optional({ labels }) },
});

export const serviceAccountAt = (name: string): ObjectAddress => ({
  ...core,
  plural: 'serviceaccounts',
  namespace: NAMESPACE,
  name,
});

export const deploymentAt = (name: string): ObjectAddress => ({
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  namespace: NAMESPACE,
  name,
});

type Env = Readonly<Record<string, string>>;

const envOf = (env: Env) =>
  Object.entries(env).map(([name, value]) => ({ name, value }));

/** A whole Deployment, as whoever installs it writes it. */
export const deployment = (name: string, env: Env) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          { name: 'discovery', image: 'example/discovery', env: envOf(env) },
        ],
      },
    },
  },
});

/** The part of a Deployment that sets environment variables and nothing else. */
export const deploymentEnv = (name: string, env: Env) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE },
  spec: {
    template: {
      spec: { containers: [{ name: 'discovery', env: envOf(env) }] },
    },
  },
});

export const gatewayAt = (name: string): ObjectAddress => ({
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  plural: 'gateways',
  namespace: NAMESPACE,
  name,
});

export const gateway = (
  name: string,
  listeners: Readonly<Record<string, number>>,
) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name, namespace: NAMESPACE },
  spec: {
    gatewayClassName: 'istio',
    listeners: Object.entries(listeners).map(([listener, port]) => ({
      name: listener,
      port,
      protocol: 'TCP',
    })),
  },
});

/** The value of a call that has to succeed. */
export function valueOf<T>(result: ClusterResult<T>): T {
  if (!result.ok) {
    throw new Error(`The call failed: ${JSON.stringify(result.error)}`);
  }
  return result.value;
}

/** An object that has to be there. */
export async function read(
  client: ClusterClient,
  address: ObjectAddress,
): Promise<KubernetesObject> {
  const object = valueOf(await client.get(address));
  if (!object) {
    throw new Error(`There is no ${address.plural} ${address.name}`);
  }
  return object;
}

/** Environment of the only container of a Deployment. */
export function environmentOf(object: KubernetesObject): Env {
  const { containers } = (
    object as unknown as {
      readonly spec: {
        readonly template: {
          readonly spec: {
            readonly containers: readonly {
              readonly env?: readonly { name: string; value: string }[];
            }[];
          };
        };
      };
    }
  ).spec.template.spec;
  return Object.fromEntries(
    (containers[0].env ?? []).map(({ name, value }) => [name, value]),
  );
}

/** What a field manager owns of an object, by its operation. */
export function ownedBy(
  object: KubernetesObject,
  manager: string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (object.metadata.managedFields ?? [])
      .filter(entry => entry.manager === manager)
      .map(({ operation, fieldsV1 }) => [operation, fieldsV1]),
  );
}

export const ourFields = (object: KubernetesObject) =>
  ownedBy(object, FIELD_MANAGER);
