import {
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  READER_NAME,
  SHARED_MESH_CONFIG,
  meshConfigName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RBAC } from '../../readerObjects';

/** A right that a run needs, in the words of RBAC. */
export interface RequiredAccess {
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource?: string;
  readonly namespace?: string;
  /** The right is needed, and asked for, on objects of this name only. */
  readonly name?: string;
  /** Needed only by plans that restart workloads there. */
  readonly for?: 'restarts';
}

const GATEWAY_API = 'gateway.networking.k8s.io';

const REQUIRED_ACCESS: readonly RequiredAccess[] = [
  // Remote secrets are named by cluster, which RBAC cannot express; cacerts is patched.
  ...write('', 'secrets', ['create', 'patch', 'delete'], {
    namespace: ISTIO_NAMESPACE,
  }),
  ...write('', 'configmaps', ['create', 'patch', 'delete'], {
    namespace: ISTIO_NAMESPACE,
    name: SHARED_MESH_CONFIG,
  }),
  ...write('', 'configmaps', ['patch'], {
    namespace: ISTIO_NAMESPACE,
    name: meshConfigName('default'),
  }),
  ...write('', 'namespaces', ['patch'], { name: ISTIO_NAMESPACE }),
  ...write(GATEWAY_API, 'gateways', ['create', 'patch', 'delete'], {
    namespace: ISTIO_NAMESPACE,
    name: GATEWAY_NAME,
  }),
  ...write('', 'serviceaccounts', ['create', 'patch', 'delete'], {
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  }),
  {
    verb: 'create',
    group: '',
    plural: 'serviceaccounts',
    subresource: 'token',
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  },
  ...write(
    RBAC,
    'clusterroles',
    ['create', 'patch', 'delete', 'escalate', 'bind'],
    { name: READER_NAME },
  ),
  ...write(RBAC, 'clusterrolebindings', ['create', 'patch', 'delete'], {
    name: READER_NAME,
  }),
  ...write(RBAC, 'roles', ['create', 'patch', 'delete', 'escalate', 'bind'], {
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  }),
  ...write(RBAC, 'rolebindings', ['create', 'patch', 'delete'], {
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  }),
  { verb: 'create', group: 'authentication.k8s.io', plural: 'tokenreviews' },
];

/**
 * The rights to write that joining and leaving need, and no others: `rbac.yaml` grants them, and a
 * plan asks for them. Reads are not in the list, because an observation shows itself what it could
 * not read. `istiods`: the names of istiod's Deployments, one for each revision.
 */
export function requiredAccess(
  istiods: readonly string[],
): readonly RequiredAccess[] {
  return [
    ...REQUIRED_ACCESS,
    // istiod's two flags.
    ...istiods.flatMap(name =>
      write('apps', 'deployments', ['patch'], {
        namespace: ISTIO_NAMESPACE,
        name,
      }),
    ),
    // In any namespace.
    ...['deployments', 'statefulsets', 'daemonsets'].flatMap(plural =>
      write('apps', plural, ['patch'], { for: 'restarts' }),
    ),
  ];
}

function write(
  group: string,
  plural: string,
  verbs: readonly string[],
  scope: Pick<RequiredAccess, 'namespace' | 'name' | 'for'>,
): readonly RequiredAccess[] {
  return verbs.map(verb => ({ verb, group, plural, ...scope }));
}
