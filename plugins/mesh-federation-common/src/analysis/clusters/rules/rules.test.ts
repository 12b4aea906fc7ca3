import {
  observed,
  unknown,
  type CertificateProblem,
  type ClusterState,
  type ControlPlane,
  type Observed,
  type RemoteSecret,
} from '../../../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aClusterState,
  aControlPlane,
  aFederation,
  aGateway,
  aJoinedPair,
  aMeshConfig,
  aRemoteSecret,
  aSharedMeshConfig,
  aWorkload,
  anObservation,
  anOwnership,
  faultyTexts,
} from '@mesh-federation/fixtures';
import { FINDINGS, type KnownFindingCode } from '../../../findings/registry';
import { analyzeClusters } from '../analyzeClusters';
import { isCodeOfLegs } from '../../reachability/legs/__testUtils__/isCodeOfLegs';

const at = OBSERVED_AT;
const why = { kind: 'error', message: 'it broke' } as const;
const [east, west] = aJoinedPair();

function analyze(states: readonly ClusterState[], federated = true) {
  return analyzeClusters(
    states.map(state => anObservation(state)),
    NOW,
    { federations: federated ? [aFederation(['east', 'west'])] : [] },
  );
}

function codes(states: readonly ClusterState[], federated = true): string[] {
  return analyze(states, federated).findings.map(({ code }) => code);
}

function set(change: Partial<ClusterState>): readonly ClusterState[] {
  return [{ ...east, ...change }, west];
}

function plane(change: Partial<ControlPlane>): readonly ClusterState[] {
  const [known] =
    east.controlPlanes.status === 'observed' ? east.controlPlanes.value : [];
  return set({ controlPlanes: observed([{ ...known!, ...change }], at) });
}

function secret(change: Partial<RemoteSecret>): readonly ClusterState[] {
  return set({
    remoteSecrets: observed([aRemoteSecret('west', change)], at),
  });
}

function roots(change: Parameters<typeof aCertificate>[1]) {
  return set({
    trustStore: observed(
      {
        roots: [aCertificate('east', change)],
        laggingNamespaces: [],
        problems: [],
      },
      at,
    ),
  });
}

function problem(kind: CertificateProblem['problem']) {
  return set({
    trustStore: observed(
      {
        roots: [aCertificate('east')],
        laggingNamespaces: [],
        problems: [
          {
            source: { apiVersion: 'v1', kind: 'ConfigMap', name: 'istio' },
            field: 'caCertificates[0]',
            problem: kind,
            message: 'bad',
          },
        ],
      },
      at,
    ),
  });
}

function without(section: keyof ClusterState): readonly ClusterState[] {
  return set({ [section]: unknown(why, at) });
}

function network(
  label: string,
): Observed<{ label: string; ownership: ReturnType<typeof anOwnership> }> {
  return observed({ label, ownership: anOwnership() }, at);
}

const noTrustStore = without('trustStore');
const noPlanes = without('controlPlanes');
const noSecrets = without('remoteSecrets');
const noNetwork = without('network');
const oldSync = (kind: 'unsupported' | 'error') =>
  plane({
    replicas: [{ pod: 'p', ready: true, sync: unknown({ ...why, kind }, at) }],
  });
const down = {
  ...west,
  kubernetesVersion: unknown<string>({ ...why, kind: 'unreachable' }, at),
};

/** istiod of east gives up on west although its remote secret has been good for a month. */
const stuck = (overrides: Partial<RemoteSecret> = {}) => [
  {
    ...secret({
      tokenSubject: 'system:serviceaccount:istio-system:mesh-federation-reader',
      tokenIssuedAt: '2026-05-01T00:00:00.000Z',
      ...overrides,
    })[0]!,
    controlPlanes: plane({
      replicas: [
        {
          pod: 'p',
          ready: true,
          sync: observed([{ clusterId: 'west', status: 'timeout' }], at),
        },
      ],
    })[0]!.controlPlanes,
  },
  west,
];

/**
 * Code, states that show the trouble, and states in which the fact that it rests on is unknown. A
 * joined pair never shows it.
 */
const CASES: readonly [
  code: keyof typeof FINDINGS,
  positive: readonly ClusterState[],
  unknownFact: readonly ClusterState[],
][] = [
  [
    'MF1001',
    set({ kubernetesVersion: down.kubernetesVersion }),
    without('services'),
  ],
  [
    'MF1002',
    set({
      services: unknown(
        { kind: 'forbidden', message: '', verb: 'list', resource: 'services' },
        at,
      ),
    }),
    without('services'),
  ],
  [
    'MF1003',
    set({ services: unknown({ ...why, kind: 'timeout' }, at) }),
    without('services'),
  ],
  ['MF1006', set({ uid: west.uid }), without('uid')],
  ['MF1007', set({ controlPlanes: observed([], at) }), noPlanes],
  [
    'MF1008',
    set({ services: unknown(why, at), reader: unknown(why, at) }),
    without('services'),
  ],
  [
    'MF1010',
    without('services'),
    set({ services: unknown({ ...why, kind: 'not-observed' }, at) }),
  ],
  ['MF2001', [aClusterState('east'), aClusterState('west')], noTrustStore],
  ['MF2002', plane({ multiRootMesh: false }), noPlanes],
  [
    'MF2003',
    set({
      trustStore: observed(
        {
          roots: [aCertificate('east'), aCertificate('new')],
          laggingNamespaces: [],
          problems: [],
        },
        at,
      ),
    }),
    noTrustStore,
  ],
  ['MF2004', problem('not-a-ca'), noTrustStore],
  ['MF2005', problem('unparsable'), noTrustStore],
  ['MF2006', problem('several-in-one-entry'), noTrustStore],
  ['MF2007', roots({ notAfter: NOW }), noTrustStore],
  ['MF2008', roots({ notAfter: '2026-06-30T00:00:00.000Z' }), noTrustStore],
  ['MF2009', roots({ key: { algorithm: 'RSA', bits: 1024 } }), noTrustStore],
  ['MF2010', roots({ subjectKeyId: undefined }), noTrustStore],
  [
    'MF2011',
    set({
      trustStore: observed(
        {
          roots: [aCertificate('east')],
          laggingNamespaces: [{ namespace: 'shop', fingerprints: [] }],
          problems: [],
        },
        at,
      ),
    }),
    noTrustStore,
  ],
  [
    'MF2012',
    set({ workloads: observed([aWorkload('client')], at) }),
    without('workloads'),
  ],
  [
    'MF2013',
    plane({ multiRootMesh: false }),
    plane({ multiRootMesh: false, meshConfig: unknown(why, at) }),
  ],
  [
    'MF2014',
    plane({ meshConfig: observed(aMeshConfig({ caCertificates: [] }), at) }),
    plane({ meshConfig: unknown(why, at) }),
  ],
  ['MF2015', plane({ certificateAuthority: 'external' }), noPlanes],
  ['MF2016', set({ ambient: observed(true, at) }), without('ambient')],
  ['MF2023', problem('other-block'), noTrustStore],
  ['MF3001', set({ remoteSecrets: observed([], at) }), noSecrets],
  [
    'MF3002',
    set({
      remoteSecrets: observed(
        [aRemoteSecret('west'), aRemoteSecret('west')],
        at,
      ),
    }),
    noSecrets,
  ],
  ['MF3003', secret({ clusterId: 'east' }), noSecrets],
  ['MF3004', plane({ clusterId: 'west' }), noPlanes],
  ['MF3005', secret({ problem: 'not YAML' }), noSecrets],
  ['MF3006', secret({ credential: 'exec' }), noSecrets],
  [
    'MF3007',
    [
      {
        ...secret({ token: observed('rejected', at) })[0]!,
        controlPlanes: plane({
          replicas: [{ pod: 'p', ready: true, sync: observed([], at) }],
        })[0]!.controlPlanes,
      },
      west,
    ],
    secret({ token: unknown(why, at) }),
  ],
  ['MF3008', secret({ tokenExpiresAt: '2026-06-05T00:00:00.000Z' }), noSecrets],
  [
    'MF3021',
    secret({
      tokenIssuedAt: '2026-06-01T06:00:00.000Z',
      tokenExpiresAt: '2026-06-02T06:00:00.000Z',
    }),
    secret({ tokenExpiresAt: '2026-06-30T12:00:00.000Z' }),
  ],
  ['MF3009', secret({ tokenExpiresAt: '2026-05-05T00:00:00.000Z' }), noSecrets],
  [
    'MF3010',
    secret({ token: observed('rejected', at) }),
    secret({ token: unknown(why, at) }),
  ],
  ['MF3011', [east, down], noPlanes],
  [
    'MF3012',
    plane({ replicas: [{ pod: 'p', ready: true, sync: observed([], at) }] }),
    oldSync('error'),
  ],
  ['MF3022', stuck(), stuck({ token: unknown(why, at) })],
  ['MF1014', plane({ replicas: [] }), noPlanes],
  ['MF3013', secret({}), secret({ token: unknown(why, at) })],
  ['MF3014', oldSync('unsupported'), noPlanes],
  [
    'MF3015',
    secret({ caFingerprints: [aCertificate('x').fingerprint] }),
    set({ remoteSecrets: unknown(why, at) }),
  ],
  ['MF4001', set({ gateways: observed([], at) }), without('gateways')],
  [
    'MF4002',
    set({ gateways: observed([aGateway('east', { addresses: [] })], at) }),
    without('gateways'),
  ],
  [
    'MF4003',
    set({ gateways: observed([], at), gatewayApi: observed(false, at) }),
    set({ gateways: observed([], at), gatewayApi: unknown(why, at) }),
  ],
  ['MF4004', set({ network: network('') }), noNetwork],
  ['MF4005', plane({ injectedNetwork: 'other' }), noPlanes],
  ['MF4006', set({ network: network('west') }), noNetwork],
  [
    'MF7001',
    [
      plane({ meshConfig: observed(aMeshConfig({ meshId: 'a' }), at) })[0]!,
      {
        ...west,
        controlPlanes: observed(
          [
            aControlPlane('west', {
              meshConfig: observed(aMeshConfig({ meshId: 'b' }), at),
            }),
          ],
          at,
        ),
      },
    ],
    plane({ meshConfig: unknown(why, at) }),
  ],
  [
    'MF7002',
    plane({ meshConfig: observed(aMeshConfig({ trustDomain: 'other' }), at) }),
    plane({ meshConfig: unknown(why, at) }),
  ],
  [
    'MF7013',
    set({
      controlPlanes: observed(
        [aControlPlane('east'), aControlPlane('x', { revision: 'x' })],
        at,
      ),
    }),
    noPlanes,
  ],
  [
    'MF7015',
    plane({ version: '1.30.0' }),
    plane({ version: undefined } as Partial<ControlPlane>),
  ],
  ['MF7016', plane({ version: '1.27.0' }), noPlanes],
];

describe('rules', () => {
  it('find nothing in a joined pair', () => {
    expect(analyze([east, west]).findings).toEqual([]);
  });

  it.each(CASES)(
    '%s is found, and not while its fact is unknown',
    (code, positive, unknownFact) => {
      expect(codes(positive)).toContain(code);
      expect(codes(unknownFact)).not.toContain(code);
    },
  );

  it.each(CASES)('%s is told in good English', (_, ...cases) => {
    for (const states of cases) {
      expect(
        faultyTexts(
          analyze(states).findings.flatMap(({ message, fix }) => [
            message,
            fix,
          ]),
          { sentence: true, names: ['east', 'west', 'p'] },
        ),
      ).toEqual([]);
    }
  });

  it.each(
    CASES.filter(([code]) =>
      FINDINGS[code as KnownFindingCode].fix.includes('{federation}'),
    ),
  )('%s calls the federation by its name', (code, positive) => {
    const found = analyze(positive).findings.find(item => item.code === code);
    expect(found?.fix).toContain(' federation demo');
  });

  it('cover every code of observation, trust, discovery and network that a state can show', () => {
    const elsewhere = [
      'MF1004',
      'MF1005',
      'MF1009',
      'MF1011',
      'MF2017',
      'MF3016',
    ];
    expect(CASES.map(([code]) => code)).toEqual(
      expect.arrayContaining(
        Object.keys(FINDINGS).filter(
          code =>
            /^MF[1-4]/.test(code) &&
            !elsewhere.includes(code) &&
            !isCodeOfLegs(code),
        ),
      ),
    );
  });

  it.each([
    ['SHA-1', { signatureAlgorithm: 'sha1WithRSAEncryption' }],
    ['MD5', { signatureAlgorithm: 'md5WithRSAEncryption' }],
    ['a short EC key', { key: { algorithm: 'EC', bits: 224 } }],
  ])('call a root with %s weak', (_, change) => {
    expect(codes(roots(change))).toContain('MF2009');
  });

  it('do not call SHA-256 with RSA 2048 weak', () => {
    expect(
      codes(
        roots({
          signatureAlgorithm: 'sha256WithRSAEncryption',
          key: { algorithm: 'RSA', bits: 2048 },
        }),
      ),
    ).toEqual([]);
  });

  it('do not expect trust between clusters that have nothing to do with each other', () => {
    const strangers = [aClusterState('east'), aClusterState('west')];
    expect(codes(strangers, false)).toEqual([]);
    expect(
      codes(
        [
          {
            ...strangers[0]!,
            remoteSecrets: observed([aRemoteSecret('west')], at),
          },
          strangers[1]!,
        ],
        false,
      ),
    ).toContain('MF2001');
  });

  it('do not look at a shared mesh config that has no list', () => {
    expect(
      codes(
        plane({
          meshConfig: observed(
            aMeshConfig({ caCertificates: [aCertificate('west')] }),
            at,
          ),
          shared: observed(aSharedMeshConfig(), at),
        }),
      ),
    ).not.toContain('MF2014');
  });

  describe('of a federation whose reader has no right to Secrets', () => {
    const pair = aJoinedPair({ reader: 'without-secrets' });
    const chosen = aFederation(['east', 'west'], { reader: 'without-secrets' });
    const found = (
      states: readonly ClusterState[],
      federations = [chosen],
    ): readonly string[] =>
      analyzeClusters(
        states.map(state => anObservation(state)),
        NOW,
        { federations },
      )
        .findings.filter(({ cluster }) => cluster === 'east')
        .map(({ code, severity }) => `${code} ${severity}`);

    it('say what that costs, and do not call it synced', () => {
      expect(found(pair)).toEqual(['MF3016 info']);
      const { report } = analyzeClusters(
        pair.map(state => anObservation(state)),
        NOW,
        { federations: [chosen] },
      );
      expect(report.discovery[0]).toMatchObject({
        in: 'east',
        verdict: 'not-synced',
        reason: expect.stringContaining('as the federation chose'),
      });
    });

    it('call it an error where another federation of the cluster has the right', () => {
      expect(
        found(pair, [chosen, aFederation(['west', 'x'], { name: 'other' })]),
      ).toEqual(['MF3012 error']);
    });

    const broken: readonly [string, readonly ClusterState[]][] = [
      [
        'the reader has the right after all',
        [pair[0], { ...pair[1], reader: east.reader }],
      ],
      [
        'it is unknown whether the reader has the right',
        [pair[0], { ...pair[1], reader: unknown(why, at) }],
      ],
      [
        'the remote secret is of somebody else',
        [
          {
            ...pair[0],
            remoteSecrets: observed(
              [aRemoteSecret('west', { ownership: anOwnership() })],
              at,
            ),
          },
          pair[1],
        ],
      ],
      [
        'istiod does not know the cluster',
        [
          {
            ...pair[0],
            controlPlanes: observed(
              [
                {
                  ...(pair[0].controlPlanes.status === 'observed'
                    ? pair[0].controlPlanes.value[0]!
                    : aControlPlane('east')),
                  replicas: [{ pod: 'p', ready: true, sync: observed([], at) }],
                },
              ],
              at,
            ),
          },
          pair[1],
        ],
      ],
    ];
    it.each(broken)('call it an error when %s', (_, states) => {
      expect(found(states)).toContain('MF3012 error');
      expect(found(states)).not.toContain('MF3016 info');
    });
  });

  it('tell of an istiod that holds on to a former remote secret by its restart', () => {
    const errorsOf = (states: readonly ClusterState[]) =>
      analyze(states).findings.filter(({ severity }) => severity === 'error');

    expect(errorsOf(stuck())).toMatchObject([
      {
        code: 'MF3022',
        cluster: 'east',
        peer: 'west',
        message: expect.not.stringContaining('may lack a right'),
        remedy: {
          text: 'kubectl --context east rollout restart deployment.apps istiod --namespace istio-system',
        },
      },
    ]);
  });

  it.each<[string, Partial<RemoteSecret>]>([
    ['the account is of somebody else', { tokenSubject: 'somebody' }],
    ['the secret was just written', { tokenIssuedAt: at }],
    ['it leads elsewhere', { server: 'https://elsewhere.example.com' }],
    ['it trusts no CA that is known', { caFingerprints: [] }],
  ])('ask for no restart when %s', (_, overrides) => {
    expect(
      analyze(stuck(overrides)).findings.map(({ code }) => code),
    ).not.toContain('MF3022');
  });

  it('tell of a revoked token once, with one advice', () => {
    const errorsOf = (states: readonly ClusterState[]) =>
      analyze(states)
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    const revoked = secret({ token: observed('rejected', at) });
    const silent = plane({
      replicas: [{ pod: 'p', ready: true, sync: observed([], at) }],
    });

    expect(errorsOf(revoked)).toEqual(['MF3010']);
    expect(
      errorsOf([
        { ...revoked[0]!, controlPlanes: silent[0]!.controlPlanes },
        west,
      ]),
    ).toEqual(['MF3007']);
  });

  it('tell of an istiod that runs without ever getting ready, once and without a command', () => {
    const errors = analyze(
      plane({
        replicas: [{ pod: 'p', ready: false, sync: unknown(why, at) }],
      }),
    ).findings.filter(({ severity }) => severity === 'error');

    expect(errors).toMatchObject([
      { code: 'MF1014', message: expect.stringContaining('is ready in east') },
    ]);
    expect(errors[0]).not.toHaveProperty('remedy');
  });

  it('tell of an istiod that does not run once, with the Deployment and the command', () => {
    const errors = analyze(plane({ replicas: [] })).findings.filter(
      ({ severity }) => severity === 'error',
    );

    expect(errors).toMatchObject([
      {
        code: 'MF1014',
        cluster: 'east',
        object: { kind: 'Deployment', name: 'istiod' },
        fix: expect.stringContaining('Deployment istio-system/istiod'),
        remedy: {
          cluster: 'east',
          text: 'kubectl scale deployment istiod --namespace istio-system --current-replicas 0 --replicas 1',
        },
      },
    ]);
  });

  it('report a cluster that does not take the credential once, and ask for no role', () => {
    const refused = unknown<never>(why, at);
    const sections = Object.fromEntries(
      Object.entries(west).map(([key, value]) => [
        key,
        typeof value === 'object' && 'status' in value ? refused : value,
      ]),
    );
    const found = analyze([
      east,
      { ...west, ...sections } as ClusterState,
    ]).findings.filter(({ cluster }) => cluster === 'west');
    expect(found).toMatchObject([
      {
        code: 'MF1010',
        message: expect.stringContaining('it broke'),
        fix: expect.stringContaining('the access that the Kubernetes backend'),
      },
    ]);
  });

  it('report a dead cluster once, and the others as they are', () => {
    const { findings, report } = analyze([east, down]);
    expect(
      findings
        .filter(({ cluster }) => cluster === 'west')
        .map(({ code }) => code),
    ).toEqual(['MF1001']);
    expect(report.clusters).toEqual(['east', 'west']);
  });
});
