import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type Manifest,
  type ObjectRef,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The group of the API for roles and their bindings. */
export const RBAC = 'rbac.authorization.k8s.io';

/**
 * The account whose token the istiod of other clusters uses, and what gives it its rights: the
 * objects that a complete reader consists of.
 */
export const READER = {
  account: inNamespace('v1', 'ServiceAccount'),
  clusterRole: ofCluster('ClusterRole'),
  clusterRoleBinding: ofCluster('ClusterRoleBinding'),
  role: inNamespace(`${RBAC}/v1`, 'Role'),
  roleBinding: inNamespace(`${RBAC}/v1`, 'RoleBinding'),
} as const satisfies Readonly<Record<string, ObjectRef>>;

const READ = ['get', 'list', 'watch'];

const SUBJECTS = [
  {
    kind: READER.account.kind,
    name: READER.account.name,
    namespace: READER.account.namespace,
  },
];

/**
 * The five objects as this plugin makes them, in the order in which they are made: what each grants
 * or binds. `meshConfigs`: names of the mesh configs of the cluster's revisions.
 */
export function readerManifests(
  choice: ReaderChoice,
  meshConfigs: readonly string[],
): readonly { readonly ref: ObjectRef; readonly body: Manifest }[] {
  return [
    { ref: READER.account, body: {} },
    {
      ref: READER.clusterRole,
      body: { rules: clusterRules(choice) },
    },
    {
      ref: READER.clusterRoleBinding,
      body: { roleRef: roleRef(READER.clusterRole), subjects: SUBJECTS },
    },
    {
      ref: READER.role,
      body: {
        rules: [
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: meshConfigs,
            verbs: READ,
          },
        ],
      },
    },
    {
      ref: READER.roleBinding,
      body: { roleRef: roleRef(READER.role), subjects: SUBJECTS },
    },
  ];
}

function clusterRules(choice: ReaderChoice): readonly Manifest[] {
  const core = ['namespaces', 'nodes', 'pods', 'services'];
  return [
    rule('', choice === 'with-secrets' ? [...core, 'secrets'] : core),
    rule('discovery.k8s.io', ['endpointslices']),
    rule('gateway.networking.k8s.io', ['gateways']),
    rule('apiextensions.k8s.io', ['customresourcedefinitions']),
    rule('networking.istio.io', ['workloadentries']),
  ];
}

function rule(group: string, resources: readonly string[]): Manifest {
  return { apiGroups: [group], resources, verbs: READ };
}

function roleRef({ kind, name }: ObjectRef): Manifest {
  return { apiGroup: RBAC, kind, name };
}

function ofCluster(kind: string): ObjectRef {
  return { apiVersion: `${RBAC}/v1`, kind, name: READER_NAME };
}

function inNamespace(apiVersion: string, kind: string): ObjectRef {
  return { apiVersion, kind, namespace: ISTIO_NAMESPACE, name: READER_NAME };
}
