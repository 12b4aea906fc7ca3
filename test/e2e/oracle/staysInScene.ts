import type { KubeObject, ObjectRef } from './KubeApi.ts';
import { OTHER, SCENE } from './scene.ts';
import type { Scenario } from './scenario.ts';

/** Kinds that say something of their own namespace alone, or of the hosts that they name. */
const KINDS = new Set([
  ...['ConfigMap', 'Deployment', 'Endpoints', 'EndpointSlice', 'Pod'],
  ...['Secret', 'Service', 'ServiceAccount', 'StatefulSet'],
  ...['DestinationRule', 'ServiceEntry', 'VirtualService', 'WorkloadEntry'],
  ...['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  ...[
    'BackendTLSPolicy',
    'EnvoyFilter',
    'HTTPRoute',
    'NetworkPolicy',
    'Sidecar',
  ],
]);

/** Whether a scenario touches nothing outside of its scene: others may run beside it. */
export function staysInScene(scenario: Scenario): boolean {
  const { changes, manifests, undecided } = scenario;
  return (
    [...changes, ...(undecided?.otherwise ?? [])].every(
      change =>
        'object' in change &&
        (isInside(change.object.kind, change.object.namespace) ||
          isOwnNamespace(change.object)),
    ) &&
    Object.values(manifests)
      .flat()
      .every(
        object =>
          isInside(object.kind, object.metadata.namespace) &&
          hostsOf(object).every(isOwnHost),
      )
  );
}

function isInside(kind: string, namespace: string | undefined): boolean {
  return KINDS.has(kind) && (namespace === SCENE || namespace === OTHER);
}

function isOwnNamespace({ kind, name }: ObjectRef): boolean {
  return kind === 'Namespace' && (name === SCENE || name === OTHER);
}

function hostsOf({ spec }: KubeObject): readonly string[] {
  const { host, hosts = [] } = (spec ?? {}) as {
    readonly host?: string;
    readonly hosts?: readonly string[];
  };
  return host === undefined ? hosts : [host, ...hosts];
}

/** A name without a dot is one of the object's own namespace. */
function isOwnHost(host: string): boolean {
  const [, namespace, ...rest] = host.split('.');
  return (
    !host.includes('*') &&
    (namespace === undefined ||
      ((namespace === SCENE || namespace === OTHER) &&
        (rest.length === 0 || rest[0] === 'svc')))
  );
}
