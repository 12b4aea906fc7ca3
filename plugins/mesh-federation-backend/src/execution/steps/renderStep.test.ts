import {
  optional,
  FEDERATION_LABEL_VALUE,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  federationLabel,
  observed,
  type ClusterState,
  type EastWestGateway,
  type Ownership,
  type RemoteSecret,
  type Step,
  type StepOf,
  type StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  ROOT_FIXTURES,
  aCertificate,
  aClusterState,
  aControlPlane,
  languageFaults,
} from '@mesh-federation/fixtures';
import { parse } from 'yaml';
import { renderStep } from './renderStep';

const NOW = '2026-06-01T00:00:00.000Z';
const EAST = ROOT_FIXTURES.east.pem;
const WEST = ROOT_FIXTURES.west.pem;
const BASE = { cluster: 'east', dependsOn: [] };
const LABELS = {
  [MANAGED_BY_LABEL]: MANAGED_BY_VALUE,
  [federationLabel('demo')]: FEDERATION_LABEL_VALUE,
};
const OWN_CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'istio-system',
  name: 'mesh-federation',
};
const PRIMARY_CONFIG = { ...OWN_CONFIG, name: 'istio' };
const ISTIOD = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
};

function owned(owner: Ownership['owner']): Ownership {
  return { owner, managers: [], federations: [] };
}

function trustRoots(
  change: Partial<StepOf<'trust-roots'>>,
): StepOf<'trust-roots'> {
  return {
    ...BASE,
    id: 'trust-roots:east',
    type: 'trust-roots',
    target: { kind: 'own', configMap: OWN_CONFIG },
    roots: [{ cluster: 'west', certificate: aCertificate('west') }],
    before: [],
    federations: ['demo'],
    ...change,
  };
}

/**
 * A state in which the primary mesh config belongs to `owner`, and our shared one has `version`, or
 * does not exist.
 */
function stateWith(owner: Ownership['owner'], version?: string): ClusterState {
  const plane = aControlPlane('east');
  const { meshConfig } = plane;
  if (meshConfig.status !== 'observed') {
    throw new Error('The builder observes the mesh config');
  }
  return aClusterState('east', {
    controlPlanes: observed(
      [
        {
          ...plane,
          ownership: owned(owner),
          meshConfig: observed(
            {
              ...meshConfig.value,
              configMap: PRIMARY_CONFIG,
              ownership: owned(owner),
            },
            NOW,
          ),
          shared: observed(
            {
              configMap: OWN_CONFIG,
              exists: version !== undefined,
              ...optional({ resourceVersion: version || undefined }),
              ownership: owned('self'),
              caCertificates: [],
              xdsAgent: true,
              settings: {},
            },
            NOW,
          ),
        },
      ],
      NOW,
    ),
  });
}

function meshOf(manifest: unknown): string {
  return (manifest as { data: { mesh: string } }).data.mesh;
}

describe('renderStep: trust-roots into our own mesh config', () => {
  it('makes one entry for each root, and the flag of the proxies', () => {
    const { objects } = renderStep(trustRoots({}), stateWith('istioctl'));

    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      operation: 'create',
      precondition: { absent: true },
      after: { metadata: { name: 'mesh-federation', labels: LABELS } },
    });
    const indented = WEST.trim().split('\n').join('\n      ');
    expect(meshOf(objects[0].after)).toBe(`caCertificates:
  - pem: |
      ${indented}
defaultConfig:
  proxyMetadata:
    PROXY_CONFIG_XDS_AGENT: "true"
`);
  });

  it('names the version that it saw, and shows what was there', () => {
    const step = trustRoots({ before: [aCertificate('north')] });

    const [object] = renderStep(step, stateWith('istioctl', '42')).objects;

    expect(object.operation).toBe('update');
    expect(object.precondition).toEqual({ resourceVersion: '42' });
    expect(parse(meshOf(object.before)).caCertificates).toEqual([
      { pem: ROOT_FIXTURES.north.pem },
    ]);
  });

  it('keeps the object while a federation is left, without roots', () => {
    const step = trustRoots({ roots: [], before: [aCertificate('west')] });

    const [object] = renderStep(step, stateWith('istioctl', '42')).objects;

    expect(object.operation).toBe('update');
    expect(parse(meshOf(object.after))).toEqual({
      defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
    });
  });

  it('makes one that istiod names but nobody made, under that name', () => {
    const named = { ...OWN_CONFIG, name: 'theirs' };
    const state = stateWith('istioctl');
    const planes =
      state.controlPlanes.status === 'observed'
        ? state.controlPlanes.value
        : [];
    const shared = observed(
      {
        configMap: named,
        exists: false,
        ownership: owned('other'),
        caCertificates: [],
        xdsAgent: false,
        settings: {},
      },
      NOW,
    );

    const [object] = renderStep(
      trustRoots({ target: { kind: 'own', configMap: named } }),
      {
        ...state,
        controlPlanes: observed([{ ...planes[0], shared }], NOW),
      },
    ).objects;

    expect(object).toMatchObject({
      ref: named,
      operation: 'create',
      precondition: { absent: true },
      after: {
        metadata: {
          labels: {
            'app.kubernetes.io/managed-by': 'backstage-mesh-federation',
          },
        },
      },
    });
    expect(parse(meshOf(object.after)).caCertificates).toEqual([{ pem: WEST }]);
  });

  it('deletes it with the last federation', () => {
    const step = trustRoots({
      roots: [],
      before: [aCertificate('west')],
      federations: [],
    });

    const [object] = renderStep(step, stateWith('istioctl', '42')).objects;

    expect(object.operation).toBe('delete');
    expect(object.after).toBeUndefined();
  });
});

describe('renderStep: trust-roots into the mesh config of somebody else', () => {
  const yaml = `# kept by the platform team
trustDomain: cluster.local
caCertificates:
  # an old friend
  - pem: |
      ${ROOT_FIXTURES.south.pem.trim().split('\n').join('\n      ')}
  - pem: |
      ${ROOT_FIXTURES.north.pem.trim().split('\n').join('\n      ')}
`;
  const step = trustRoots({
    target: {
      kind: 'foreign',
      configMap: PRIMARY_CONFIG,
      resourceVersion: '7',
      yaml,
    },
    roots: [
      { cluster: 'west', certificate: aCertificate('west') },
      { cluster: 'east', certificate: aCertificate('south') },
    ],
    before: [aCertificate('north'), aCertificate('south')],
  });

  it('shows of the text only the list and the flag', () => {
    const rendered = renderStep(step, stateWith('istioctl'));

    const [object] = rendered.objects;
    const mesh = meshOf(object.after);
    expect(object.operation).toBe('update');
    expect(object.precondition).toEqual({ resourceVersion: '7' });
    expect(rendered.proposal).toBeUndefined();
    expect(parse(mesh)).toEqual({
      caCertificates: [{ pem: ROOT_FIXTURES.south.pem }, { pem: WEST }],
      defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
    });
  });

  it.each(['gitops', 'operator', 'helm'] as const)(
    'proposes the change when the owner is %s',
    owner => {
      const rendered = renderStep(step, stateWith(owner));

      expect(rendered.objects[0].operation).toBe('propose');
      expect(rendered.proposal).toContain(`belongs to ${owner}`);
      expect(parse(rendered.proposal!)).toEqual({
        meshConfig: {
          caCertificates: [{ pem: ROOT_FIXTURES.south.pem }, { pem: WEST }],
          defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
        },
      });
    },
  );

  it('proposes the change when the owner is not known', () => {
    expect(renderStep(step, undefined).objects[0].operation).toBe('propose');
  });

  it('takes the list away when it becomes empty', () => {
    const last = { ...step, roots: [] };

    const [object] = renderStep(last, stateWith('istioctl')).objects;

    expect(parse(meshOf(object.after))).toEqual({});
  });
});

describe('renderStep: trust-roots into a plugged-in CA', () => {
  function cacerts(change: {
    readonly rootPem: string;
    readonly roots: readonly string[];
    readonly before: readonly string[];
    readonly owner?: Ownership['owner'];
  }) {
    const step = trustRoots({
      target: {
        kind: 'cacerts',
        resourceVersion: '9',
        rootPem: change.rootPem,
      },
      roots: change.roots.map(name => ({
        cluster: name,
        certificate: aCertificate(name),
      })),
      before: change.before.map(name => aCertificate(name)),
    });
    const state = aClusterState('east', {
      trustStore: observed(
        {
          roots: [aCertificate('east')],
          laggingNamespaces: [],
          problems: [],
          pluggedIn: {
            resourceVersion: '9',
            ownership: owned(change.owner ?? 'other'),
            signing: aCertificate('east'),
            chain: [],
            roots: [aCertificate('east')],
          },
        },
        NOW,
      ),
    });
    return renderStep(step, state);
  }
  const pem = (rendered: ReturnType<typeof renderStep>) =>
    (rendered.objects[0].after as { stringData: Record<string, string> })
      .stringData;

  it('appends, shows certificates alone, and touches no other key', () => {
    const old = `# ours\n${EAST.trim()}`;

    const rendered = cacerts({ rootPem: old, roots: ['west'], before: [] });

    expect(pem(rendered)).toEqual({ 'root-cert.pem': EAST + WEST });
    expect(rendered.objects[0].precondition).toEqual({ resourceVersion: '9' });
  });

  it('removes by certificate', () => {
    const rendered = cacerts({
      rootPem: `# ours\n${EAST}${WEST}`,
      roots: [],
      before: ['west'],
    });

    expect(pem(rendered)).toEqual({ 'root-cert.pem': EAST });
  });

  it('knows a certificate whose block has empty lines, as istiod does', () => {
    const rendered = cacerts({
      rootPem: EAST + WEST.replaceAll('\n', '\n\n'),
      roots: [],
      before: ['west'],
    });

    expect(pem(rendered)).toEqual({ 'root-cert.pem': EAST });
  });

  it('never adds and removes at once, because istiod refuses that', () => {
    const rendered = cacerts({
      rootPem: EAST + ROOT_FIXTURES.north.pem,
      roots: ['west'],
      before: ['north'],
    });

    expect(pem(rendered)).toEqual({
      'root-cert.pem': EAST + ROOT_FIXTURES.north.pem + WEST,
    });
    expect(rendered.disruption).toContain('1 root that is not wanted');
  });

  it('proposes the bundle to an owner that would undo the change', () => {
    const rendered = cacerts({
      rootPem: EAST,
      roots: ['west'],
      before: [],
      owner: 'gitops',
    });

    expect(rendered.objects[0].operation).toBe('propose');
    expect(rendered.proposal).toContain(WEST);
  });
});

describe('renderStep: multi-root', () => {
  const step: StepOf<'multi-root'> = {
    ...BASE,
    id: 'multi-root:east',
    type: 'multi-root',
    enabled: true,
    controlPlane: {
      revision: 'default',
      deployment: ISTIOD,
      resourceVersion: '5',
      multiRootMesh: false,
    },
  };
  const env = (entries: readonly unknown[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istiod', namespace: 'istio-system' },
    spec: {
      template: { spec: { containers: [{ name: 'discovery', env: entries }] } },
    },
  });

  it('applies the two env entries and nothing else', () => {
    const [object] = renderStep(step, stateWith('istioctl')).objects;

    expect(object.after).toEqual(
      env([
        { name: 'ISTIO_MULTIROOT_MESH', value: 'true' },
        { name: 'SHARED_MESH_CONFIG', value: 'mesh-federation' },
      ]),
    );
    expect(object.precondition).toEqual({ resourceVersion: '5' });
  });

  it('leaves the name of another shared mesh config', () => {
    const other = {
      ...step,
      controlPlane: { ...step.controlPlane, sharedMeshConfig: 'theirs' },
    };

    const [object] = renderStep(other, stateWith('istioctl')).objects;

    expect(object.after).toEqual(
      env([{ name: 'ISTIO_MULTIROOT_MESH', value: 'true' }]),
    );
  });

  it('removes by applying nothing', () => {
    const [object] = renderStep(
      { ...step, enabled: false },
      stateWith('istioctl'),
    ).objects;

    expect(object.operation).toBe('update');
    expect(object.after).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'istiod', namespace: 'istio-system' },
    });
  });

  it('proposes Helm values when GitOps owns istiod', () => {
    const rendered = renderStep(step, stateWith('gitops'));

    expect(rendered.objects[0].operation).toBe('propose');
    expect(parse(rendered.proposal!)).toEqual({
      pilot: {
        env: {
          ISTIO_MULTIROOT_MESH: 'true',
          SHARED_MESH_CONFIG: 'mesh-federation',
        },
      },
    });
  });
});

describe('renderStep: gateway and network', () => {
  const step: StepOf<'gateway'> = {
    ...BASE,
    id: 'gateway:east',
    type: 'gateway',
    network: 'east-net',
    federations: ['demo'],
  };

  it('renders the auto-passthrough Gateway', () => {
    const state = aClusterState('east', { gateways: observed([], NOW) });

    const [object] = renderStep(step, state).objects;

    expect(object.precondition).toEqual({ absent: true });
    expect(object.after).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: 'mesh-federation-eastwest',
        namespace: 'istio-system',
        labels: { ...LABELS, 'topology.istio.io/network': 'east-net' },
      },
      spec: {
        gatewayClassName: 'istio',
        infrastructure: { labels: { 'topology.istio.io/network': 'east-net' } },
        listeners: [
          {
            name: 'cross-network',
            hostname: '*.local',
            port: 15443,
            protocol: 'TLS',
            tls: { mode: 'Passthrough' },
          },
        ],
      },
    });
  });

  it('updates the gateway that it made before', () => {
    const gateway: EastWestGateway = {
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        namespace: 'istio-system',
        name: 'mesh-federation-eastwest',
      },
      resourceVersion: '11',
      ownership: owned('self'),
      network: 'old-net',
      addresses: [],
      port: 15443,
      autoPassthrough: true,
      hosts: ['*.local'],
      programmed: false,
    };
    const state = aClusterState('east', { gateways: observed([gateway], NOW) });

    const [object] = renderStep(step, state).objects;

    expect(object.operation).toBe('update');
    expect(object.precondition).toEqual({ resourceVersion: '11' });
    expect(object.before).toMatchObject({
      metadata: { labels: { 'topology.istio.io/network': 'old-net' } },
    });
  });

  it.each([
    ['east-net', { 'topology.istio.io/network': 'east-net' }],
    ['', undefined],
  ])('applies only the label of the network %p', (network, labels) => {
    const [object] = renderStep(
      { ...BASE, id: 'n', type: 'network', network, before: '' },
      undefined,
    ).objects;

    expect(object.ref).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: 'istio-system',
    });
    expect(object.after).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'istio-system', ...optional({ labels }) },
    });
  });
});

describe('renderStep: reader', () => {
  const READ = ['get', 'list', 'watch'];
  const rules = (secrets: readonly string[]) => [
    {
      apiGroups: [''],
      resources: ['namespaces', 'nodes', 'pods', 'services', ...secrets],
      verbs: READ,
    },
    {
      apiGroups: ['discovery.k8s.io'],
      resources: ['endpointslices'],
      verbs: READ,
    },
    {
      apiGroups: ['gateway.networking.k8s.io'],
      resources: ['gateways'],
      verbs: READ,
    },
    {
      apiGroups: ['apiextensions.k8s.io'],
      resources: ['customresourcedefinitions'],
      verbs: READ,
    },
    {
      apiGroups: ['networking.istio.io'],
      resources: ['workloadentries'],
      verbs: READ,
    },
  ];

  it.each([
    ['with-secrets', ['secrets']],
    ['without-secrets', []],
  ] as const)('grants exactly what was measured, %s', (choice, secrets) => {
    const { objects } = renderStep(
      {
        ...BASE,
        id: 'reader:east',
        type: 'reader',
        choice,
        federations: ['demo'],
      },
      undefined,
    );

    expect(objects.map(({ ref }) => `${ref.kind}/${ref.name}`)).toEqual([
      'ServiceAccount/mesh-federation-reader',
      'ClusterRole/mesh-federation-reader',
      'ClusterRoleBinding/mesh-federation-reader',
      'Role/mesh-federation-reader',
      'RoleBinding/mesh-federation-reader',
    ]);
    expect(objects[1].after).toMatchObject({ rules: rules(secrets) });
    expect(objects[3].after).toMatchObject({
      rules: [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['istio'],
          verbs: READ,
        },
      ],
    });
    for (const { after } of objects) {
      expect(after).toMatchObject({ metadata: { labels: LABELS } });
    }
  });
});

describe('renderStep: remote-secret', () => {
  const step: StepOf<'remote-secret'> = {
    ...BASE,
    id: 'remote-secret:east:west',
    type: 'remote-secret',
    peer: 'west',
    clusterId: 'west-id',
    server: 'https://west.example:6443',
    caPem: WEST,
    federations: ['demo'],
  };

  it('renders what istioctl would, with a placeholder for the token', () => {
    const [object] = renderStep(step, undefined).objects;

    expect(object.operation).toBe('create');
    expect(object.precondition).toEqual({ absent: true });
    const { stringData, ...rest } = object.after as {
      stringData: Record<string, string>;
    };
    expect(rest).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: {
        name: 'istio-remote-secret-west-id',
        namespace: 'istio-system',
        labels: { ...LABELS, 'istio/multiCluster': 'true' },
        annotations: { 'networking.istio.io/cluster': 'west-id' },
      },
    });
    expect(stringData['west-id']).toBe(`apiVersion: v1
kind: Config
clusters:
  - name: west-id
    cluster:
      certificate-authority-data: ${Buffer.from(WEST).toString('base64')}
      server: https://west.example:6443
users:
  - name: west-id
    user:
      token: \${secret:token}
contexts:
  - name: west-id
    context:
      cluster: west-id
      user: west-id
current-context: west-id
preferences: {}
`);
  });

  it('renews in place, in the Secret that is there', () => {
    const before: RemoteSecret = {
      secret: {
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: 'istio-system',
        name: 'a-name-of-old',
      },
      resourceVersion: '31',
      ownership: owned('self'),
      clusterId: 'west-id',
      server: 'https://old.example',
      caFingerprints: ['ab'],
      credential: 'token',
      token: observed('rejected', NOW),
    };

    const [object] = renderStep({ ...step, before }, undefined).objects;

    expect(object.operation).toBe('update');
    expect(object.ref.name).toBe('a-name-of-old');
    expect(object.precondition).toEqual({ resourceVersion: '31' });
    expect(JSON.stringify(object.before)).toContain('https://old.example');
  });
});

describe('renderStep: restart-workloads', () => {
  it('restarts what has a controller and leaves bare Pods to their owner', () => {
    const rendered = renderStep(
      {
        ...BASE,
        id: 'restart-workloads:east',
        type: 'restart-workloads',
        workloads: [
          { kind: 'Deployment', namespace: 'apps', name: 'shop', proxies: 2 },
          { kind: 'Pod', namespace: 'apps', name: 'lonely', proxies: 1 },
        ],
      },
      undefined,
    );

    expect(rendered.title).toContain('1 workload (2 proxies)');
    expect(rendered.proposal).toBe(
      'No controller owns Pod apps/lonely of east, so it cannot be restarted; delete and create it again',
    );
    expect(rendered.objects.map(({ operation }) => operation)).toEqual([
      'restart',
      'propose',
    ]);
    expect(rendered.objects[0].after).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: {
              'kubectl.kubernetes.io/restartedAt': '${plan:createdAt}',
            },
          },
        },
      },
    });
  });
});

describe('renderStep: restart-workloads of bare Pods alone', () => {
  it.each([
    [['lonely'], 'Leave 1 Pod (1 proxy) of east to be created again'],
    [['a', 'b'], 'Leave 2 Pods (2 proxies) of east to be created again'],
  ])('restarts nothing and does not say so: %j', (names, title) => {
    const rendered = renderStep(
      {
        ...BASE,
        id: 'restart-workloads:east',
        type: 'restart-workloads',
        workloads: names.map(name => ({
          kind: 'Pod',
          namespace: 'apps',
          name,
          proxies: 1,
        })),
      },
      undefined,
    );

    expect(rendered.title).toContain(title);
    expect(rendered.disruption).toBeUndefined();
    expect(rendered.proposal).toContain('cannot be restarted');
  });
});

describe('renderStep: every step', () => {
  const steps: { readonly [T in StepType]: StepOf<T> } = {
    'trust-roots': trustRoots({}),
    'multi-root': {
      ...BASE,
      id: 'a',
      type: 'multi-root',
      enabled: true,
      controlPlane: {
        revision: 'default',
        deployment: ISTIOD,
        resourceVersion: '5',
        multiRootMesh: false,
      },
    },
    'verify-trust': { ...BASE, id: 'a', type: 'verify-trust', roots: [] },
    'restart-workloads': {
      ...BASE,
      id: 'a',
      type: 'restart-workloads',
      workloads: [],
    },
    network: { ...BASE, id: 'a', type: 'network', network: 'n', before: '' },
    gateway: {
      ...BASE,
      id: 'a',
      type: 'gateway',
      network: 'n',
      federations: [],
    },
    'remove-gateway': {
      ...BASE,
      id: 'a',
      type: 'remove-gateway',
      gateway: { object: ISTIOD, resourceVersion: '1', network: 'n' },
    },
    reader: {
      ...BASE,
      id: 'a',
      type: 'reader',
      choice: 'with-secrets',
      federations: [],
    },
    'remove-reader': {
      ...BASE,
      id: 'a',
      type: 'remove-reader',
      objects: [OWN_CONFIG],
    },
    'remote-secret': {
      ...BASE,
      id: 'a',
      type: 'remote-secret',
      peer: 'west',
      clusterId: 'west',
      server: 'https://west',
      caPem: WEST,
      federations: [],
    },
    'remove-remote-secret': {
      ...BASE,
      id: 'a',
      type: 'remove-remote-secret',
      peer: 'west',
      clusterId: 'west',
      secret: OWN_CONFIG,
      resourceVersion: '1',
    },
    'wait-sync': {
      ...BASE,
      id: 'a',
      type: 'wait-sync',
      peer: 'west',
      clusterId: 'west',
      choice: 'with-secrets',
    },
    'wait-forgotten': {
      ...BASE,
      id: 'a',
      type: 'wait-forgotten',
      peer: 'west',
      clusterId: 'west',
    },
  };

  it.each(Object.entries(steps))(
    '%s has a title with its cluster, and the same rendering each time',
    (_, step: Step) => {
      const rendered = renderStep(step, undefined);

      expect(rendered.title).toContain('east');
      expect(rendered.step).toBe(step);
      expect(JSON.stringify(renderStep(step, undefined))).toBe(
        JSON.stringify(rendered),
      );
      for (const object of rendered.objects) {
        expect(object.cluster).toBe('east');
        expect(object.operation === 'delete').toBe(object.after === undefined);
      }
    },
  );

  /** Lists of which a step can have none, one and several. */
  const lists: { readonly [T in StepType]: Partial<StepOf<T>> } = {
    'trust-roots': {
      roots: [{ cluster: 'west', certificate: aCertificate('west') }],
      before: [aCertificate('west')],
      federations: ['demo'],
    },
    'multi-root': {},
    'verify-trust': {
      roots: [{ cluster: 'west', certificate: aCertificate('west') }],
    },
    'restart-workloads': {
      workloads: [
        { kind: 'Deployment', namespace: 'apps', name: 'shop', proxies: 1 },
      ],
    },
    network: {},
    gateway: { federations: ['demo'] },
    'remove-gateway': {},
    reader: { federations: ['demo'] },
    'remove-reader': { objects: [OWN_CONFIG] },
    'remote-secret': { federations: ['demo'] },
    'remove-remote-secret': {},
    'wait-sync': {},
    'wait-forgotten': {},
  };

  it.each(
    Object.entries(steps).flatMap(([type, step]) =>
      [0, 1, 2].map(count => [type, count, step] as const),
    ),
  )('%s is told in good English with %i of each list', (type, count, step) => {
    const sized = Object.fromEntries(
      Object.entries(lists[type as StepType]).map(([field, [one]]) => [
        field,
        Array.from({ length: count }, () => one),
      ]),
    );
    for (const state of [undefined, aClusterState('east')]) {
      const { title, disruption, proposal } = renderStep(
        { ...step, ...sized } as Step,
        state,
      );

      expect(title).toMatch(/^[A-Z][^.]*\w\)?$/);
      expect([
        [title, languageFaults(title)],
        ...[disruption ?? []]
          .flat()
          .map(text => [text, languageFaults(text, { sentence: true })]),
        ...[proposal ?? []].flat().map(text => [text, languageFaults(text)]),
      ]).toEqual(
        [title, disruption ?? [], proposal ?? []].flat().map(x => [x, []]),
      );
    }
  });
});
