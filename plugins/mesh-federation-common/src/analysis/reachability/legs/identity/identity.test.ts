import { parse } from 'yaml';
import { federationLabels } from '../../../../model/basics/federationLabels';
import { ownMeshConfigYaml } from '../../../trust/ownMeshConfigYaml';
import {
  aCertificate,
  aMeshOfServices,
  aPod,
  aProxy,
  withConfiguration,
  withControlPlane,
  withMeshConfig,
  withMorePods,
  withPods,
  withSettings,
  withState,
  withUnknown,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  observed,
  type Pod,
  type ProxyConfig,
  type ReachabilityQuery,
} from '../../../../model';
import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import {
  aProxyConfig,
  identityCases,
  withListedRoots,
  withOwnRoots,
  withoutDumps,
} from '../__testUtils__/identityCases';
import { judgeCase } from '../__testUtils__/judgeCase';
import { identityLeg } from './identity';
import { optional } from '../../../../model/basics/optional';

describeFindingCases(identityLeg, identityCases);

function judge(states: MeshStates, query?: Partial<ReachabilityQuery>) {
  return judgeCase(identityLeg, {
    states: () => states,
    ...optional({ query }),
  });
}

const ANY_CLIENT = { client: { cluster: 'east' } };

describe('identityLeg', () => {
  it('is satisfied where both clusters trust each other, with the roots as evidence', () => {
    const result = judge(aMeshOfServices());
    expect(result).toMatchObject({
      status: 'satisfied',
      findings: [],
      conditions: [],
      missing: [],
    });
    expect(
      result.evidence.map(
        ({ cluster, object }) => `${cluster} ${object?.name}`,
      ),
    ).toEqual(
      expect.arrayContaining([
        'west istio-ca-root-cert',
        'east mesh-federation',
        'east istio-ca-root-cert',
        'west mesh-federation',
      ]),
    );
  });

  it('names the list that lacks the root, and brings the command that writes it as a plan does', () => {
    const [found] = judge(
      withListedRoots(aMeshOfServices(), 'east', []),
    ).findings;
    expect(found).toMatchObject({
      code: 'MF2001',
      cluster: 'east',
      peer: 'west',
      object: { kind: 'ConfigMap', name: 'mesh-federation' },
      remedy: { cluster: 'east' },
    });
    const [command, ...lines] = found!.remedy!.text.split('\n');
    expect(command).toBe(
      "kubectl apply --server-side --force-conflicts --field-manager backstage-mesh-federation --filename - <<'END'",
    );
    expect(lines.pop()).toBe('END');
    expect(parse(lines.join('\n'))).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'mesh-federation',
        namespace: 'istio-system',
        // A root that came since would be lost: then the API server refuses.
        resourceVersion: '150',
        labels: federationLabels(['demo']),
      },
      data: { mesh: ownMeshConfigYaml([aCertificate('west')]) },
    });
  });

  it('judges the other direction as well: the server has to verify the client', () => {
    expect(
      judge(withListedRoots(aMeshOfServices(), 'west', [])).findings[0],
    ).toMatchObject({ code: 'MF2001', cluster: 'west', peer: 'east' });
  });

  it.each([
    [
      'multi-root is off',
      (states: MeshStates) =>
        withControlPlane(states, 'east', plane => ({
          ...plane,
          multiRootMesh: false,
        })),
      { name: 'ISTIO_MULTIROOT_MESH', value: 'true' },
    ],
    [
      'istiod does not read the shared mesh config',
      (states: MeshStates) =>
        withControlPlane(
          states,
          'east',
          ({ sharedMeshConfig: _, ...plane }) => plane,
        ),
      { name: 'SHARED_MESH_CONFIG', value: 'mesh-federation' },
    ],
  ])('names the Deployment of istiod when %s', (_, change, variable) => {
    const patch = {
      metadata: { resourceVersion: '200' },
      spec: {
        template: {
          spec: { containers: [{ name: 'discovery', env: [variable] }] },
        },
      },
    };
    expect(judge(change(aMeshOfServices())).findings[0]).toMatchObject({
      code: 'MF2001',
      object: { kind: 'Deployment', name: 'istiod' },
      remedy: {
        cluster: 'east',
        text: `kubectl patch deployment.apps istiod --namespace istio-system --patch '${JSON.stringify(
          patch,
        )}'`,
      },
    });
  });

  it('names the primary mesh config when its own list hides the shared one', () => {
    expect(
      judge(withMeshConfig(aMeshOfServices(), 'east', { caCertificates: [] }))
        .findings[0],
    ).toMatchObject({
      code: 'MF2001',
      object: { kind: 'ConfigMap', name: 'istio' },
    });
  });

  it('does not ask for trust where the connection is plaintext', () => {
    const sameNetwork = withState(
      withState(
        withListedRoots(aMeshOfServices(), 'east', []),
        'west',
        ({ network }) => ({
          network:
            network.status === 'observed'
              ? observed({ ...network.value, label: 'east' }, network.at)
              : network,
        }),
      ),
      'east',
      {},
    );
    expect(
      judge(withPods(sameNetwork, 'west', 'orders', withoutSidecar)),
    ).toMatchObject({ status: 'satisfied', findings: [] });
    expect(
      judge(
        withSettings(
          withPods(sameNetwork, 'west', 'orders', pod => ({
            ...pod,
            proxy: aProxy('west', { network: 'east' }),
          })),
          'east',
          { enableAutoMtls: false },
        ),
      ),
    ).toMatchObject({ status: 'satisfied', findings: [] });
    expect(
      judge(
        withPods(sameNetwork, 'west', 'orders', pod => ({
          ...pod,
          proxy: aProxy('west', { network: 'east' }),
        })),
      ).status,
    ).toBe('violated');
  });

  it('is satisfied inside a cluster by its own root, also when nobody else is trusted', () => {
    expect(
      judge(withListedRoots(aMeshOfServices(), 'west', []), {
        client: { cluster: 'west', namespace: 'shop', workload: 'client' },
      }),
    ).toMatchObject({ status: 'satisfied', findings: [] });
  });

  it('is violated inside a cluster whose root has expired', () => {
    expect(
      judge(
        withOwnRoots(aMeshOfServices(), 'west', [
          aCertificate('west', { notAfter: '2026-05-01T00:00:00.000Z' }),
        ]),
        { client: { cluster: 'west' } },
      ),
    ).toMatchObject({
      status: 'violated',
      findings: [{ code: 'MF2007', object: { name: 'istio-ca-root-cert' } }],
    });
  });

  it.each([
    ['ambient', { ambient: observed(true, '2026-06-01T11:59:30.000Z') }],
  ])('is unknown where %s is used', (_, change) => {
    expect(judge(withState(aMeshOfServices(), 'west', change))).toMatchObject({
      status: 'unknown',
      findings: [],
      missing: [{ cluster: expect.any(String) }, expect.anything()],
    });
  });

  it('is unknown with an external CA', () => {
    expect(
      judge(
        withControlPlane(aMeshOfServices(), 'west', plane => ({
          ...plane,
          certificateAuthority: 'external',
        })),
      ).status,
    ).toBe('unknown');
  });

  it('has a condition on the client when only some proxies of the cluster have the flag', () => {
    const states = withMorePods(withoutDumps(aMeshOfServices()), 'east', [
      aPod('old', 'east', { proxy: aProxy('east', { xdsAgent: false }) }),
    ]);
    expect(judge(states, ANY_CLIENT)).toMatchObject({
      status: 'satisfied',
      conditions: [
        {
          on: 'client',
          text: expect.stringContaining('(2 of 3)'),
          evidence: [{ object: { kind: 'Deployment', name: 'old' } }],
        },
      ],
    });
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      conditions: [],
    });
    expect(
      judge(states, {
        client: { cluster: 'east', namespace: 'shop', workload: 'old' },
      }),
    ).toMatchObject({
      status: 'violated',
      findings: [
        {
          code: 'MF2021',
          object: { name: 'old' },
          remedy: {
            text: 'kubectl rollout restart deployment.apps old --namespace shop',
          },
        },
      ],
    });
  });

  it('has a condition on the endpoint when only some proxies of the server have the flag', () => {
    const states = withMorePods(withoutDumps(aMeshOfServices()), 'west', [
      aPod('orders', 'west', {
        name: 'orders-2',
        ips: ['10.2.0.21'],
        proxy: aProxy('west', { xdsAgent: false }),
      }),
    ]);
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      conditions: [
        { on: 'endpoint', text: expect.stringContaining('(1 of 2)') },
      ],
    });
  });

  it('believes a proxy that says it lacks the root, whatever its flag', () => {
    const states = withState(aMeshOfServices(), 'east', ({ proxyRoots }) => ({
      proxyRoots:
        proxyRoots.status === 'observed'
          ? observed(
              proxyRoots.value.map(item => ({
                ...item,
                roots: observed(
                  [aCertificate('east').fingerprint],
                  item.roots.at,
                ),
              })),
              proxyRoots.at,
            )
          : proxyRoots,
    }));
    expect(judge(states)).toMatchObject({
      status: 'violated',
      findings: [{ code: 'MF2021', cluster: 'east' }],
    });
  });

  it('needs no flag where both clusters have the same root', () => {
    const root = [aCertificate('east')];
    const states = withPods(
      withOwnRoots(withoutDumps(aMeshOfServices()), 'west', root),
      'east',
      'client',
      pod => ({ ...pod, proxy: aProxy('east', { xdsAgent: false }) }),
    );
    expect(judge(states).status).toBe('satisfied');
  });

  it('is violated for any client of a cluster in which no Pod has a sidecar', () => {
    expect(
      judge(
        ['client', 'orders'].reduce(
          (states, app) => withPods(states, 'east', app, withoutSidecar),
          aMeshOfServices(),
        ),
        ANY_CLIENT,
      ),
    ).toMatchObject({
      status: 'violated',
      findings: [{ code: 'MF2018', object: { name: 'istiod' } }],
    });
  });

  it('has a condition when only some Pods of the client have a sidecar', () => {
    const states = withMorePods(aMeshOfServices(), 'east', [
      withoutSidecar(aPod('client', 'east', { name: 'client-2' })),
    ]);
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      conditions: [{ on: 'client', text: expect.stringContaining('(1 of 2)') }],
    });
  });

  it('is unknown for a client of which no Pod runs', () => {
    expect(
      judge(aMeshOfServices(), {
        client: { cluster: 'east', namespace: 'shop', workload: 'nobody' },
      }),
    ).toMatchObject({
      status: 'unknown',
      missing: [{ what: 'Pods of shop/nobody', reason: 'none runs' }],
    });
  });

  it('is unknown for a client without a sidecar where ambient cannot be told', () => {
    expect(
      judge(
        withUnknown(
          withPods(aMeshOfServices(), 'east', 'client', withoutSidecar),
          'east',
          'ambient',
        ),
      ).status,
    ).toBe('unknown');
  });

  it('learns the trust domain of the provider from its mesh config, with a doubt about the right to read it', () => {
    const states = withMeshConfig(aMeshOfServices(), 'west', {
      trustDomain: 'west.example',
      trustDomainAliases: ['cluster.local'],
    });
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      doubts: [expect.stringContaining('west.example')],
    });
  });

  it('names the mesh config of both sides when their trust domains differ: either may be the one to mend', () => {
    const states = withMeshConfig(aMeshOfServices(), 'west', {
      trustDomain: 'west.example',
    });
    const [found] = judge(states).findings;
    expect(found?.evidence).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cluster: 'east', value: 'cluster.local' }),
        expect.objectContaining({ cluster: 'west', value: 'west.example' }),
      ]),
    );
  });

  it('accepts every trust domain with PILOT_SKIP_VALIDATE_TRUST_DOMAIN', () => {
    const states = withControlPlane(
      withMeshConfig(aMeshOfServices(), 'west', {
        trustDomain: 'west.example',
      }),
      'west',
      plane => ({
        ...plane,
        features: { PILOT_SKIP_VALIDATE_TRUST_DOMAIN: 'true' },
      }),
    );
    expect(judge(states).status).toBe('satisfied');
  });
});

describe('who takes the flag away', () => {
  const annotatedWith =
    (annotatedXdsAgent: boolean | undefined) =>
    (pod: Pod): Pod => ({
      ...pod,
      proxy: {
        ...aProxy('west', { xdsAgent: false }),
        ...optional({ annotatedXdsAgent }),
      },
    });
  const named = (
    configs: readonly ProxyConfig[],
    annotation?: boolean,
  ): string => {
    const [found] = judge(
      withConfiguration(
        withPods(
          withoutDumps(aMeshOfServices()),
          'west',
          'orders',
          annotatedWith(annotation),
        ),
        'west',
        { proxyConfigs: configs },
      ),
    ).findings;
    return `${found!.code} ${found!.object!.kind} ${
      found!.object!.namespace ?? ''
    }`;
  };
  const own = (change: Partial<ProxyConfig> = {}) =>
    aProxyConfig({ selector: { app: 'orders' }, ...change });
  const root = aProxyConfig({ namespace: 'istio-system' });

  it.each([
    ['nobody', [], undefined, 'MF2021 Deployment shop'],
    ['the workload', [own(), root], true, 'MF2024 ProxyConfig shop'],
    ['the annotation', [aProxyConfig()], false, 'MF2024 Deployment shop'],
    [
      'the namespace',
      [aProxyConfig(), root],
      undefined,
      'MF2024 ProxyConfig shop',
    ],
    [
      'the root namespace',
      [root],
      undefined,
      'MF2024 ProxyConfig istio-system',
    ],
    [
      'nobody, where the workload sets it back',
      [own({ xdsAgent: true }), root],
      undefined,
      'MF2021 Deployment shop',
    ],
    [
      'nobody, where the selector has no labels',
      [own({ selector: {} })],
      undefined,
      'MF2021 Deployment shop',
    ],
    [
      'nobody, where another workload is selected',
      [own({ selector: { app: 'other' } })],
      undefined,
      'MF2021 Deployment shop',
    ],
  ] as const)('is %s', (_, configs, annotation, expected) => {
    expect(named(configs, annotation)).toBe(expected);
  });

  it('is the oldest of two, and the next where that does not set it', () => {
    const { xdsAgent: _xdsAgent, ...silent } = own({
      createdAt: '2020-01-01T00:00:00Z',
    });
    expect(
      named([
        own({ createdAt: '2021-01-01T00:00:00Z' }),
        { ...silent, object: { ...silent.object, name: 'older' } },
      ]),
    ).toBe('MF2021 Deployment shop');
  });
});

describe('a list of roots that istiod refuses', () => {
  const withProblem = (
    problem: 'not-a-ca' | 'unparsable' | 'several-in-one-entry',
    name = 'mesh-federation',
  ) =>
    withState(aMeshOfServices(), 'west', ({ trustStore }) => ({
      trustStore:
        trustStore.status === 'observed'
          ? observed(
              {
                ...trustStore.value,
                problems: [
                  {
                    source: {
                      apiVersion: 'v1',
                      kind: 'ConfigMap',
                      namespace: 'istio-system',
                      name,
                    },
                    field: 'data.mesh caCertificates[1].pem',
                    problem,
                    message: 'it is none',
                  },
                ],
              },
              trustStore.at,
            )
          : trustStore,
    }));

  it.each(['not-a-ca', 'unparsable'] as const)(
    'leaves open what it trusts, with an entry that is %s',
    problem => {
      const { status, missing } = judge(withProblem(problem));
      expect(status).toBe('unknown');
      expect(missing[0]!.reason).toContain('caCertificates[1].pem');
    },
  );

  it('counts where it is read alone, and takes two certificates in one entry', () => {
    expect(judge(withProblem('not-a-ca', 'istio')).status).toBe('satisfied');
    expect(judge(withProblem('several-in-one-entry')).status).toBe('satisfied');
  });
});
