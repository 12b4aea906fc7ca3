import {
  observed,
  unknown,
  type ClusterState,
  type ControlPlane,
  type Federation,
  type Reader,
  type ReaderObject,
  type Step,
  type StepOf,
  type StepType,
} from '../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aClusterState,
  aControlPlane,
  aFederation,
  aGateway,
  aJoinedMesh,
  aJoinedPair,
  aMeshConfig,
  aRemoteSecret,
  aSharedMeshConfig,
  aWorkload,
  anIntermediate,
  anInventory,
  anOwnership,
  ownOwnership,
} from '@mesh-federation/fixtures';
import { planJoin } from './planJoin';
import { optional } from '../model/basics/optional';

const at = OBSERVED_AT;
const reason = { kind: 'error', message: 'it broke' } as const;

function plan(
  states: readonly ClusterState[],
  options: {
    readonly restartWorkloads?: boolean;
    readonly federation?: Federation;
    readonly federations?: readonly Federation[];
    readonly inventory?: readonly string[];
  } = {},
) {
  const names = states.map(({ cluster }) => cluster);
  const federation = options.federation ?? aFederation(names);
  return planJoin({
    federation,
    federations: options.federations ?? [federation],
    states,
    inventory: anInventory(options.inventory ?? names),
    request: {
      kind: 'join',
      ...optional({ restartWorkloads: options.restartWorkloads }),
    },
    now: NOW,
  });
}

function ids(steps: readonly Step[]) {
  return steps.map(({ id }) => id);
}

function codes(result: ReturnType<typeof plan>, blocking?: boolean) {
  return [
    ...new Set(
      result.findings
        .filter(item => blocking === undefined || item.blocking === blocking)
        .map(({ code }) => code),
    ),
  ];
}

function stepsOf<T extends StepType>(
  steps: readonly Step[],
  type: T,
): readonly StepOf<T>[] {
  return steps.filter((step): step is StepOf<T> => step.type === type);
}

function stepOf<T extends StepType>(
  steps: readonly Step[],
  id: string,
  type: T,
) {
  const step = stepsOf(steps, type).find(item => item.id === id);
  if (!step) {
    throw new Error(`${id} is not in ${ids(steps).join(', ')}`);
  }
  return step;
}

function withPlane(state: ClusterState, change: Partial<ControlPlane>) {
  return state.controlPlanes.status === 'unknown'
    ? state
    : {
        ...state,
        controlPlanes: observed(
          state.controlPlanes.value.map(plane => ({ ...plane, ...change })),
          at,
        ),
      };
}

const east = aClusterState('east');
const west = aClusterState('west');

describe('planJoin', () => {
  it('joins two stock clusters: trust in both, gate, then discovery', () => {
    const { steps } = plan([west, east]);
    expect(ids(steps)).toEqual([
      'trust-roots:east',
      'trust-roots:west',
      'network:east',
      'network:west',
      'reader:east',
      'reader:west',
      'multi-root:east',
      'multi-root:west',
      'verify-trust:east',
      'verify-trust:west',
      'gateway:east',
      'gateway:west',
      'remote-secret:east:west',
      'remote-secret:west:east',
      'wait-sync:east:west',
      'wait-sync:west:east',
    ]);
    expect(stepOf(steps, 'trust-roots:east', 'trust-roots')).toMatchObject({
      target: { kind: 'own', configMap: { name: 'mesh-federation' } },
      roots: [{ cluster: 'west', certificate: aCertificate('west') }],
      before: [],
      federations: ['demo'],
    });
    expect(
      stepOf(steps, 'remote-secret:east:west', 'remote-secret'),
    ).toMatchObject({
      peer: 'west',
      clusterId: 'west',
      server: 'https://west.example.com:6443',
      dependsOn: [
        'gateway:west',
        'network:east',
        'network:west',
        'reader:west',
        'verify-trust:east',
        'verify-trust:west',
      ],
    });
    expect(stepOf(steps, 'gateway:east', 'gateway').dependsOn).toEqual([
      'network:east',
      'verify-trust:east',
    ]);
  });

  it('tells before approval that a foreign root may vouch for every identity', () => {
    const result = plan([east, west]);
    expect(
      result.findings
        .filter(({ code }) => code === 'MF2017')
        .map(({ cluster, peer, blocking }) => ({ cluster, peer, blocking })),
    ).toEqual([
      { cluster: 'east', peer: 'west', blocking: false },
      { cluster: 'west', peer: 'east', blocking: false },
    ]);
  });

  it.each([2, 4])('has nothing to do for %d joined clusters', count => {
    const states = aJoinedMesh(
      ['east', 'west', 'north', 'south'].slice(0, count),
    );
    expect(plan(states)).toEqual({ steps: [], findings: [] });
  });

  it('has nothing to do for clusters joined without the right to secrets', () => {
    const federation = aFederation(['east', 'west'], {
      reader: 'without-secrets',
    });
    expect(
      plan(aJoinedPair({ reader: 'without-secrets' }), { federation }).steps,
    ).toEqual([]);
  });

  it('plans only what a third cluster needs', () => {
    const states = [...aJoinedPair(), aClusterState('north')];
    const { steps } = plan(states);
    expect(ids(steps)).toEqual([
      'trust-roots:east',
      'trust-roots:north',
      'trust-roots:west',
      'network:north',
      'reader:north',
      'multi-root:north',
      'verify-trust:east',
      'verify-trust:west',
      'verify-trust:north',
      'gateway:north',
      'remote-secret:north:east',
      'remote-secret:north:west',
      'remote-secret:east:north',
      'remote-secret:west:north',
      'wait-sync:north:east',
      'wait-sync:north:west',
      'wait-sync:east:north',
      'wait-sync:west:north',
    ]);
    expect(
      stepOf(steps, 'remote-secret:east:north', 'remote-secret').dependsOn,
    ).toEqual(
      expect.arrayContaining([
        'verify-trust:east',
        'verify-trust:north',
        'verify-trust:west',
      ]),
    );
  });

  it.each<[string, Partial<Parameters<typeof aRemoteSecret>[1]>]>([
    ['its token is rejected', { token: observed('rejected', at) }],
    [
      'its token ends within 7 days',
      { tokenExpiresAt: '2026-06-08T11:59:59.000Z' },
    ],
    ['the server moved', { server: 'https://old.example.com' }],
    ['the CA changed', { caFingerprints: [aCertificate('old').fingerprint] }],
  ])('renews our remote secret in place when %s', (_, change) => {
    const [joinedEast, joinedWest] = aJoinedPair();
    const before = aRemoteSecret('west', {
      ownership: ownOwnership(['demo']),
      ...change,
    });
    const { steps } = plan([
      { ...joinedEast, remoteSecrets: observed([before], at) },
      joinedWest,
    ]);
    expect(ids(steps)).toEqual([
      'remote-secret:east:west',
      'wait-sync:east:west',
    ]);
    expect(steps[0]).toMatchObject({ before, clusterId: 'west' });
  });

  it('leaves our remote secret alone while its token lasts, or its state is unknown', () => {
    const [joinedEast, joinedWest] = aJoinedPair();
    const secret = aRemoteSecret('west', {
      ownership: ownOwnership(['demo']),
      tokenExpiresAt: '2026-06-08T12:00:00.000Z',
      token: unknown(reason, at),
    });
    expect(
      plan([
        { ...joinedEast, remoteSecrets: observed([secret], at) },
        joinedWest,
      ]).steps,
    ).toEqual([]);
  });

  describe('the address of an API server', () => {
    const withAddress = (address: Partial<ClusterState['apiServer']>) => ({
      ...west,
      apiServer: { ...west.apiServer, ...address },
    });

    it('blocks with the reason when it is refused', () => {
      const { url, ...apiServer } = west.apiServer;
      const refused = { ...apiServer, problem: 'refused: it has a password' };

      const result = plan([east, { ...west, apiServer: refused }]);

      expect(result.findings.filter(({ blocking }) => blocking)).toMatchObject([
        {
          code: 'MF7003',
          cluster: 'west',
          message: expect.stringContaining('refused: it has a password'),
        },
      ]);
    });

    it('names who set it, once, where the configuration does not confirm it', () => {
      const result = plan([
        east,
        withAddress({ setBy: 'resource:default/west' }),
      ]);

      expect(
        result.findings.filter(({ code }) => code === 'MF7020'),
      ).toMatchObject([
        {
          cluster: 'west',
          blocking: false,
          message:
            'The address of the API server of west, https://west.example.com:6443, was set by resource:default/west.',
        },
      ]);
      expect(result.steps).not.toEqual([]);
    });

    it('says nothing of it where no remote secret is written', () => {
      const [joinedEast, joinedWest] = aJoinedPair();
      const apiServer = { ...joinedWest.apiServer, setBy: 'somebody' };

      expect(plan([joinedEast, { ...joinedWest, apiServer }])).toEqual({
        steps: [],
        findings: [],
      });
    });
  });

  it('uses a working remote secret of somebody else and makes no reader for it', () => {
    const result = plan([
      { ...east, remoteSecrets: observed([aRemoteSecret('west')], at) },
      west,
    ]);
    expect(ids(result.steps)).not.toContain('remote-secret:east:west');
    expect(ids(result.steps)).not.toContain('reader:west');
    expect(ids(result.steps)).toContain('remote-secret:west:east');
    expect(codes(result)).toContain('MF3013');
  });

  it('refuses when a remote secret of somebody else does not work', () => {
    const result = plan([
      {
        ...east,
        remoteSecrets: observed(
          [aRemoteSecret('west', { token: observed('rejected', at) })],
          at,
        ),
      },
      west,
    ]);
    expect(result.steps).toEqual([]);
    expect(codes(result, true)).toEqual(['MF7018']);
  });

  describe('restarts', () => {
    const client = aWorkload('client');
    const current = aWorkload('current', { proxiesWithXdsAgent: 1 });
    const pod = aWorkload('pod', { kind: 'Pod' });
    const withWorkloads = {
      ...east,
      workloads: observed([pod, current, client], at),
    };

    it('lists workloads without the flag unless a restart is asked for', () => {
      const result = plan([withWorkloads, west]);
      expect(stepsOf(result.steps, 'restart-workloads')).toEqual([]);
      expect(
        result.findings.find(({ code }) => code === 'MF2012')?.fix,
      ).toContain('Deployment sample/client, Pod sample/pod');
    });

    it('restarts only those that lack the flag, after the gate and before any remote secret', () => {
      const result = plan([withWorkloads, west], { restartWorkloads: true });
      const restart = stepOf(
        result.steps,
        'restart-workloads:east',
        'restart-workloads',
      );
      expect(restart.workloads.map(({ name }) => name)).toEqual(['client']);
      expect(restart.dependsOn).toContain('verify-trust:east');
      for (const secret of stepsOf(result.steps, 'remote-secret')) {
        expect(secret.dependsOn).toContain('restart-workloads:east');
      }
      expect(
        result.findings.find(({ code }) => code === 'MF2012')?.fix,
      ).toContain('Pod sample/pod');
    });

    it('is refused while the workloads are unknown', () => {
      const state = { ...east, workloads: unknown<never>(reason, at) };
      expect(plan([state, west], { restartWorkloads: true }).steps).toEqual([]);
      expect(plan([state, west]).steps).not.toEqual([]);
    });
  });

  it('misses the right to restart workloads only where it restarts some', () => {
    const state = {
      ...east,
      workloads: observed([aWorkload('client')], at),
      access: observed(
        [
          {
            verb: 'patch',
            resource: 'deployments.apps',
            allowed: false,
            for: 'restarts' as const,
          },
        ],
        at,
      ),
    };

    expect(codes(plan([state, west]), true)).toEqual([]);
    expect(
      codes(plan([state, west], { restartWorkloads: true }), true),
    ).toEqual(['MF7010']);
  });

  describe('a reader of somebody else', () => {
    const object = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: 'mesh-federation-reader',
    };
    const withReader = (
      reader: Partial<Reader>,
      item: Partial<ReaderObject> = {},
    ) =>
      aClusterState('west', {
        reader: observed(
          {
            objects: [
              {
                object,
                resourceVersion: '1',
                ownership: anOwnership(),
                ...item,
              },
            ],
            complete: true,
            secrets: true,
            ...reader,
          },
          at,
        ),
      });

    it('is used where it does', () => {
      const result = plan([east, withReader({})]);

      expect(ids(result.steps)).not.toContain('reader:west');
      expect(codes(result, true)).toEqual([]);
    });

    it('is added to where the rest is missing', () => {
      const result = plan([east, withReader({ complete: false })]);

      expect(ids(result.steps)).toContain('reader:west');
    });

    it.each([
      ['it lacks something', withReader({ complete: false }, { fault: 'x' })],
      ['it does not grant Secrets', withReader({ secrets: false })],
    ])('blocks where %s', (_, state) => {
      const result = plan([east, state]);

      expect(result.steps).toEqual([]);
      expect(codes(result, true)).toEqual(['MF7022']);
    });

    it('is unknown where it was not observed', () => {
      const state = aClusterState('west', { reader: unknown(reason, at) });

      expect(codes(plan([east, state]), true)).toEqual(['MF7012']);
    });
  });

  describe('networks and gateways', () => {
    const onNetwork = (
      name: string,
      label: string,
      more: Partial<ClusterState> = {},
    ) =>
      aClusterState(name, {
        network: observed({ label, ownership: anOwnership() }, at),
        ...more,
      });

    it('needs no gateway on one network', () => {
      const result = plan([
        onNetwork('east', 'flat'),
        onNetwork('west', 'flat'),
      ]);
      expect(stepsOf(result.steps, 'gateway')).toEqual([]);
      expect(codes(result)).toContain('MF4006');
    });

    it('uses a gateway that works and replaces none that does not belong to us', () => {
      const result = plan([
        onNetwork('east', 'a', { gateways: observed([aGateway('a')], at) }),
        onNetwork('west', 'b', {
          gateways: observed([aGateway('b', { addresses: [] })], at),
        }),
      ]);
      expect(ids(stepsOf(result.steps, 'gateway'))).toEqual(['gateway:west']);
    });

    it('labels with what the injector gives', () => {
      const { steps } = plan([
        withPlane(east, { injectedNetwork: 'network1' }),
        west,
      ]);
      expect(stepOf(steps, 'network:east', 'network').network).toBe('network1');
      expect(stepOf(steps, 'network:west', 'network').network).toBe('west');
    });

    it('labels with a name that Kubernetes takes', () => {
      const name = 'arn:aws:eks:eu-west-1:123456789012:cluster/production';
      const { steps } = plan([aClusterState(name), west]);

      expect(stepsOf(steps, 'network')[0]?.network).toMatch(
        /^arn-aws-eks-[-a-z0-9]+-[0-9a-f]{8}$/,
      );
    });

    it('warns when label and injector disagree', () => {
      const state = withPlane(onNetwork('east', 'a'), { injectedNetwork: 'b' });
      expect(codes(plan([state, west]))).toContain('MF4005');
    });

    it('is refused without the Gateway API where a gateway is needed', () => {
      const state = { ...east, gatewayApi: observed(false, at) };
      const result = plan([state, west]);
      expect(codes(result, true)).toEqual(['MF4003']);
      expect(result.steps).toEqual([]);
    });
  });

  describe('names that it gives', () => {
    const theirs = anOwnership({ owner: 'helm', managers: ['helm'] });
    const config = (ownership = theirs) =>
      observed(aSharedMeshConfig({ exists: true, ownership }), at);

    it('are not taken from a ConfigMap of somebody else', () => {
      const result = plan([withPlane(east, { shared: config() }), west]);

      expect(result.steps).toEqual([]);
      expect(result.findings).toContainEqual(
        expect.objectContaining({
          code: 'MF7027',
          cluster: 'east',
          blocking: true,
          fix: 'Rename or delete ConfigMap istio-system/mesh-federation in east, then plan again.',
        }),
      );
    });

    it.each([
      ['it is ours', { shared: config(ownOwnership(['demo'])) }],
      [
        'istiod reads it',
        { shared: config(), sharedMeshConfig: 'mesh-federation' },
      ],
    ])('may be those of a ConfigMap when %s', (_, plane) => {
      expect(codes(plan([withPlane(east, plane), west]))).not.toContain(
        'MF7027',
      );
    });

    it('are not guessed at while the ConfigMap is unknown', () => {
      const shared = unknown<never>(reason, at);

      const result = plan([withPlane(east, { shared }), west]);

      expect(result.steps).toEqual([]);
      expect(codes(result)).toContain('MF7012');
      expect(codes(result)).not.toContain('MF7027');
    });

    it('are not taken from a Gateway of somebody else', () => {
      const gateway = aGateway('east', {
        object: {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          namespace: 'istio-system',
          name: 'mesh-federation-eastwest',
        },
        ownership: theirs,
      });
      const of = (overrides: Partial<typeof gateway>) =>
        plan([
          {
            ...east,
            gateways: observed([{ ...gateway, ...overrides }], at),
          },
          west,
        ]);

      // One that works is used, whoever made it.
      expect(codes(of({}))).not.toContain('MF7027');
      expect(codes(of({ addresses: [] }), true)).toEqual(['MF7027']);
      expect(
        codes(of({ addresses: [], ownership: ownOwnership(['demo']) })),
      ).not.toContain('MF7027');
    });
  });

  it('changes nothing while an object serves a federation that is not known here', () => {
    const other = aFederation(['east', 'west'], { name: 'other' });

    const result = plan(aJoinedPair(), { federation: other });
    const known = plan(aJoinedPair(), {
      federation: other,
      federations: [other, aFederation([])],
    });

    expect(result.steps).toEqual([]);
    expect(codes(result, true)).toEqual(['MF7021']);
    expect(codes(known)).not.toContain('MF7021');
  });

  describe('lists of roots', () => {
    it('edits the list of the primary mesh config when it has one, keeping what is not ours', () => {
      const other = aCertificate('other');
      const state = withPlane(east, {
        meshConfig: observed(
          aMeshConfig({
            caCertificates: [other],
            rootsYaml: 'caCertificates: []',
          }),
          at,
        ),
      });
      const step = stepOf(
        plan([state, west]).steps,
        'trust-roots:east:istio',
        'trust-roots',
      );
      expect(step.target).toMatchObject({
        kind: 'foreign',
        resourceVersion: '100',
        yaml: 'caCertificates: []',
      });
      expect(
        step.roots.map(({ certificate }) => certificate.fingerprint),
      ).toEqual([other.fingerprint, aCertificate('west').fingerprint].sort());
    });

    it('edits a shared mesh config that istiod already reads, and proposes it to GitOps', () => {
      const state = withPlane(east, {
        sharedMeshConfig: 'platform',
        shared: observed(
          aSharedMeshConfig({
            configMap: {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              namespace: 'istio-system',
              name: 'platform',
            },
            exists: true,
            resourceVersion: '7',
            ownership: anOwnership({ owner: 'gitops', managers: ['argocd'] }),
            rootsYaml: '# ours',
          }),
          at,
        ),
      });
      const result = plan([state, west]);
      expect(
        stepOf(result.steps, 'trust-roots:east:platform', 'trust-roots').target,
      ).toMatchObject({ kind: 'foreign', resourceVersion: '7' });
      expect(codes(result)).toContain('MF7004');
      expect(
        stepOf(result.steps, 'multi-root:east', 'multi-root').controlPlane
          .sharedMeshConfig,
      ).toBe('platform');
    });

    it('makes the shared mesh config that istiod names but nobody made, and nothing more the next time', () => {
      const configMap = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'istio-system',
        name: 'platform',
      };
      const state = withPlane(east, {
        sharedMeshConfig: 'platform',
        shared: observed(aSharedMeshConfig({ configMap }), at),
      });
      const { steps } = plan([state, west]);
      const step = stepOf(steps, 'trust-roots:east:platform', 'trust-roots');
      expect(step.target).toEqual({ kind: 'own', configMap });

      const [joinedEast, joinedWest] = aJoinedPair();
      const made = withPlane(joinedEast, {
        sharedMeshConfig: 'platform',
        shared: observed(
          aSharedMeshConfig({
            configMap,
            exists: true,
            ownership: ownOwnership(['demo']),
            caCertificates: [aCertificate('west')],
            xdsAgent: true,
          }),
          at,
        ),
      });
      expect(plan([made, joinedWest])).toEqual({ steps: [], findings: [] });
    });

    it.each([
      ['gitops', true, true],
      ['operator', true, true],
      ['helm', true, false],
      ['istioctl', false, false],
      ['other', false, false],
    ] as const)(
      'says of the owner %s whether a text (%s) and whether fields (%s) are proposed',
      (owner, text, fields) => {
        const ownership = anOwnership({ owner });
        const result = plan([
          withPlane(east, {
            ownership,
            meshConfig: observed(
              aMeshConfig({ ownership, caCertificates: [] }),
              at,
            ),
          }),
          west,
        ]);
        const kinds = result.findings
          .filter(({ code }) => code === 'MF7004')
          .map(({ object }) => object?.kind);
        expect(kinds.includes('ConfigMap')).toBe(text);
        expect(kinds.includes('Deployment')).toBe(fields);
      },
    );

    it('drops a root of ours that nobody wants any more', () => {
      const [joinedEast, joinedWest] = aJoinedPair();
      const state = withPlane(joinedEast, {
        shared: observed(
          aSharedMeshConfig({
            exists: true,
            ownership: ownOwnership(['demo']),
            caCertificates: [aCertificate('west'), aCertificate('gone')],
            xdsAgent: true,
          }),
          at,
        ),
      });
      const { steps } = plan([state, joinedWest]);
      expect(ids(steps)).toEqual(['trust-roots:east', 'verify-trust:east']);
      expect(
        stepOf(steps, 'trust-roots:east', 'trust-roots').roots,
      ).toMatchObject([{ cluster: 'west' }]);
    });

    it('keeps the roots of the other federations of a cluster, also while their members are unknown', () => {
      const federation = aFederation(['east', 'west']);
      const other = aFederation(['east', 'north'], { name: 'other' });
      const states = aJoinedMesh(['east', 'north', 'west']);
      const dead = states.map(state =>
        state.cluster === 'north'
          ? { ...state, trustStore: unknown<never>(reason, at) }
          : state,
      );
      for (const known of [states, dead]) {
        const { steps } = plan(known, {
          federation,
          federations: [federation, other],
        });
        // West is in one federation only: there the root of north is removed, but only when it is
        // known to be north's.
        expect(stepsOf(steps, 'trust-roots').map(({ id }) => id)).toEqual([
          'trust-roots:west',
        ]);
      }
    });

    it('needs no exchange between clusters that share one root', () => {
      const trustStore = observed(
        {
          roots: [aCertificate('shared')],
          laggingNamespaces: [],
          problems: [],
        },
        at,
      );
      const { steps } = plan([
        { ...east, trustStore },
        { ...west, trustStore },
      ]);
      expect(new Set(steps.map(({ type }) => type))).toEqual(
        new Set(['network', 'gateway', 'reader', 'remote-secret', 'wait-sync']),
      );
    });
  });

  describe('with a plugged-in CA', () => {
    const root = aCertificate('own', { subject: 'CN=east', issuer: 'CN=east' });
    const pluggedIn = (
      foreign: readonly string[],
      federations: string[] = [],
    ) => {
      const roots = [root, ...foreign.map(name => aCertificate(name))];
      return aClusterState('east', {
        controlPlanes: observed(
          [aControlPlane('east', { certificateAuthority: 'plugged-in' })],
          at,
        ),
        trustStore: observed(
          {
            roots,
            laggingNamespaces: [],
            problems: [],
            pluggedIn: {
              resourceVersion: '55',
              ownership: anOwnership({ owner: 'other', federations }),
              signing: anIntermediate('east', root),
              chain: [],
              roots,
            },
          },
          at,
        ),
      });
    };

    it('appends to cacerts, and sets the flag in our own shared mesh config', () => {
      const { steps } = plan([pluggedIn([]), west]);
      expect(
        stepOf(steps, 'trust-roots:east:cacerts', 'trust-roots'),
      ).toMatchObject({
        target: { kind: 'cacerts', resourceVersion: '55', rootPem: root.pem },
        roots: [{ cluster: 'west' }],
        before: [],
      });
      expect(stepOf(steps, 'trust-roots:east', 'trust-roots')).toMatchObject({
        target: { kind: 'own' },
        roots: [],
      });
      expect(stepOf(steps, 'multi-root:east', 'multi-root').dependsOn).toEqual([
        'trust-roots:east',
        'trust-roots:east:cacerts',
      ]);
      expect(
        stepOf(steps, 'trust-roots:west', 'trust-roots').roots,
      ).toMatchObject([{ cluster: 'east', certificate: root }]);
    });

    it('adds and removes in two steps, because istiod takes only a subset or a superset', () => {
      const states = [
        pluggedIn(['north'], ['demo']),
        west,
        aClusterState('north'),
      ];
      const { steps } = plan(states, {
        federation: aFederation(['east', 'west']),
      });
      const add = stepOf(steps, 'trust-roots:east:cacerts-add', 'trust-roots');
      const remove = stepOf(
        steps,
        'trust-roots:east:cacerts-remove',
        'trust-roots',
      );
      expect(add.roots).toHaveLength(2);
      expect(add.before).toEqual([aCertificate('north')]);
      expect(remove.roots).toMatchObject([{ cluster: 'west' }]);
      expect(remove.dependsOn).toEqual([add.id]);
      expect(remove.target).toEqual({
        kind: 'cacerts',
        resourceVersion: '',
        rootPem:
          root.pem + aCertificate('north').pem + aCertificate('west').pem,
      });
    });

    it('keeps a foreign root in cacerts that we did not put there', () => {
      const states = [pluggedIn(['north']), west, aClusterState('north')];
      const { steps } = plan(states, {
        federation: aFederation(['east', 'west']),
      });
      expect(
        stepOf(steps, 'trust-roots:east:cacerts', 'trust-roots').roots.map(
          item => item.cluster,
        ),
      ).toEqual(expect.arrayContaining(['north', 'west']));
    });
  });

  describe('preflight', () => {
    const expired = aCertificate('east', {
      notAfter: '2026-05-01T00:00:00.000Z',
    });
    const trustStore = (change: object) =>
      observed(
        {
          roots: [aCertificate('east')],
          laggingNamespaces: [],
          problems: [],
          ...change,
        },
        at,
      );
    const problem = (kind: string) => ({
      problems: [
        {
          source: { apiVersion: 'v1', kind: 'ConfigMap', name: 'istio' },
          field: 'caCertificates[0]',
          problem: kind,
          message: 'bad',
        },
      ],
    });

    it.each<[string, string, ClusterState]>([
      [
        'the same cluster under two names',
        'MF1006',
        { ...east, uid: west.uid },
      ],
      ['no Istio', 'MF1007', { ...east, controlPlanes: observed([], at) }],
      [
        'a certificate that is no CA',
        'MF2004',
        {
          ...east,
          trustStore: trustStore(
            problem('not-a-ca'),
          ) as ClusterState['trustStore'],
        },
      ],
      [
        'a certificate that cannot be parsed',
        'MF2005',
        {
          ...east,
          trustStore: trustStore(
            problem('unparsable'),
          ) as ClusterState['trustStore'],
        },
      ],
      [
        'something besides certificates',
        'MF2023',
        {
          ...east,
          trustStore: trustStore(
            problem('other-block'),
          ) as ClusterState['trustStore'],
        },
      ],
      [
        'an expired root',
        'MF2007',
        { ...east, trustStore: trustStore({ roots: [expired] }) },
      ],
      [
        'roots of one name without key identifiers',
        'MF2010',
        {
          ...east,
          trustStore: trustStore({
            roots: [aCertificate('east', { subjectKeyId: undefined })],
          }),
        },
      ],
      [
        'an external CA',
        'MF2015',
        withPlane(east, { certificateAuthority: 'external' }),
      ],
      ['ambient', 'MF2016', { ...east, ambient: observed(true, at) }],
      ['equal cluster ids', 'MF3004', withPlane(east, { clusterId: 'west' })],
      [
        'an unknown address of the API server',
        'MF7003',
        {
          ...east,
          apiServer: {
            ...east.apiServer,
            url: undefined,
          } as ClusterState['apiServer'],
        },
      ],
      [
        'an unknown CA of the API server',
        'MF7012',
        {
          ...east,
          apiServer: { ...east.apiServer, caPem: unknown(reason, at) },
        },
      ],
      [
        'a right that is missing',
        'MF7010',
        {
          ...east,
          access: observed(
            [{ verb: 'patch', resource: 'deployments.apps', allowed: false }],
            at,
          ),
        },
      ],
      [
        'a section that is unknown',
        'MF7012',
        { ...east, gateways: unknown(reason, at) },
      ],
      [
        'a mesh config that is unknown',
        'MF7012',
        withPlane(east, { meshConfig: unknown(reason, at) }),
      ],
      [
        'a section that may not be read',
        'MF1002',
        {
          ...east,
          remoteSecrets: unknown(
            {
              kind: 'forbidden',
              message: '',
              verb: 'list',
              resource: 'secrets',
            },
            at,
          ),
        },
      ],
      [
        'revisions with different ids',
        'MF7013',
        {
          ...east,
          controlPlanes: observed(
            [
              aControlPlane('east'),
              aControlPlane('other', { revision: 'canary' }),
            ],
            at,
          ),
        },
      ],
    ])('stops at %s', (_, code, state) => {
      const result = plan([state, west]);
      expect(codes(result, true)).toEqual([code]);
      expect(result.steps).toEqual([]);
    });

    it('stops at mesh ids that differ, and only warns of trust domains', () => {
      const named = (
        state: ClusterState,
        meshId: string,
        trustDomain: string,
      ) =>
        withPlane(state, {
          meshConfig: observed(aMeshConfig({ meshId, trustDomain }), at),
        });
      expect(
        codes(plan([named(east, 'a', 'x'), named(west, 'b', 'x')]), true),
      ).toEqual(['MF7001']);
      const domains = plan([named(east, 'a', 'x'), named(west, 'a', 'y')]);
      expect(codes(domains)).toContain('MF7002');
      expect(domains.steps).not.toEqual([]);
    });

    it('stops at members that are not in the inventory or were not observed', () => {
      expect(codes(plan([east, west], { inventory: ['east'] }), true)).toEqual([
        'MF7011',
      ]);
      expect(
        codes(
          plan([east], {
            federation: aFederation(['east', 'west']),
            inventory: ['east', 'west'],
          }),
          true,
        ),
      ).toEqual(['MF7012']);
    });

    it('says once that a member is unreachable, of which nothing is known then', () => {
      const nobody = { kind: 'unreachable', message: 'connect ECONNREFUSED' };
      const silent = JSON.parse(JSON.stringify(west), (_, value) =>
        value?.status === 'observed'
          ? { status: 'unknown', reason: nobody, at }
          : value,
      );
      expect(plan([east, silent]).findings).toMatchObject([
        {
          code: 'MF1001',
          cluster: 'west',
          blocking: true,
          message:
            'west could not be observed: the cluster is unreachable (connect ECONNREFUSED).',
        },
      ]);
    });

    it('does not ask for rights that a plan without steps does not need', () => {
      const [joinedEast, joinedWest] = aJoinedPair();
      const denied = observed(
        [{ verb: 'patch', resource: 'secrets', allowed: false }],
        at,
      );
      expect(plan([{ ...joinedEast, access: denied }, joinedWest])).toEqual({
        steps: [],
        findings: [],
      });
    });

    it('warns of versions with known bugs', () => {
      expect(
        codes(plan([withPlane(east, { version: '1.30.3' }), west])),
      ).toContain('MF7015');
      expect(
        codes(plan([withPlane(east, { version: '1.27.9' }), west])),
      ).toContain('MF7016');
      expect(
        codes(plan([withPlane(east, { version: '1.30.4' }), west])),
      ).not.toContain('MF7015');
    });
  });
});
