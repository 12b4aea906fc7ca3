import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import { judgeCase } from '../__testUtils__/judgeCase';
import {
  LOCAL,
  aDestinationRule,
  anAuthorizationPolicy,
  aPeerAuthentication,
  aRequestAuthentication,
  policyCases,
  withAuthorizer,
  withModes,
  withPolicies,
} from '../__testUtils__/policyCases';
import {
  aMeshOfServices,
  aPod,
  aProxy,
  aService,
  withConfiguration,
  withMorePods,
  withPods,
  withUnknownMeshConfig,
  withService,
  withSettings,
  withUnknownKind,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { AuthorizationPolicy } from '../../../../model';
import type { LegCase } from '../__testUtils__/FindingCases';
import { aRoute, aVirtualService } from '../__testUtils__/trafficCases';
import { policyLeg } from './policy';

describeFindingCases(policyLeg, policyCases);

const judge = (states: MeshStates, query: LegCase['query'] = {}) =>
  judgeCase(policyLeg, { states: () => states, query });

const codes = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).findings.map(({ code }) => code);

const conditions = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).conditions.map(({ on, text }) => `${on}: ${text}`);

const ANY = { client: { cluster: 'east' } };

describe('policyLeg', () => {
  it.each<[string, readonly AuthorizationPolicy[], string]>([
    [
      'ALLOW of a method',
      [anAuthorizationPolicy('ALLOW', [{ to: [{ methods: ['GET'] }] }])],
      'request: Only with method GET (AuthorizationPolicy shop/rules).',
    ],
    [
      'DENY of a path',
      [anAuthorizationPolicy('DENY', [{ to: [{ paths: ['/admin*'] }] }])],
      'request: Denied with path /admin* (AuthorizationPolicy shop/rules).',
    ],
  ])('says what %s means', (_, policies, text) => {
    expect(conditions(withPolicies('west', ...policies))).toEqual([text]);
  });

  it('tells of a condition how to get rid of it, and that the leg hangs on it', () => {
    const policy = anAuthorizationPolicy('ALLOW', [
      { to: [{ methods: ['GET'] }] },
    ]);
    const {
      status,
      summary,
      conditions: found,
    } = judge(withPolicies('west', policy));

    expect(status).toBe('satisfied');
    expect(summary).toBe(
      'Only with method GET (AuthorizationPolicy shop/rules).',
    );
    expect(found).toMatchObject([
      {
        finding: {
          code: 'MF6007',
          severity: 'warning',
          message:
            'AuthorizationPolicy shop/rules in west does not allow the requests of shop/client in east, unless with method GET.',
          remedy: { cluster: 'west' },
        },
      },
    ]);
    expect(found[0]?.finding?.remedy?.text).toContain(
      'cluster.local/ns/shop/sa/client',
    );
  });

  it.each([
    ['opa', 'the external authorizer "opa" decides'],
    [
      'another',
      'requests are denied, for there is no external authorizer "opa"',
    ],
  ])(
    'says what CUSTOM on a path means where the mesh config has authorizer %s',
    (authorizer, consequence) => {
      expect(
        conditions(withAuthorizer(authorizer, { to: [{ paths: ['/a'] }] })),
      ).toEqual([
        `request: With path /a ${consequence} (AuthorizationPolicy shop/rules).`,
      ]);
    },
  );

  it('does not know what CUSTOM on a path means where the mesh config was not seen', () => {
    const states = withUnknownMeshConfig(
      withAuthorizer('opa', { to: [{ paths: ['/a'] }] }),
      'west',
    );
    expect(judge(states).status).toBe('unknown');
    expect(conditions(states)).toEqual([]);
  });

  it.each([
    ['the range of the gateway', '10.2.0.0/24', ['MF6006']],
    ['another range', '192.0.2.0/24', []],
    ['the range of the client', '10.1.0.0/16', []],
  ])(
    'takes the address of the gateway for that of the caller: a DENY of %s',
    (_, range, found) => {
      const states = withMorePods(
        withPolicies(
          'west',
          anAuthorizationPolicy('DENY', [{ from: [{ ipBlocks: [range] }] }]),
        ),
        'west',
        [
          aPod('gateway', 'west', {
            ips: ['10.2.0.77'],
            proxy: aProxy('west', { kind: 'gateway' }),
          }),
        ],
      );
      expect(codes(states)).toEqual(found);
      expect(conditions(states)).toEqual([]);
    },
  );

  describe('with several Services that lead to the port', () => {
    const tcp = [
      { name: 'tcp', port: 80, protocol: 'TCP' as const, targetPort: '8080' },
    ];
    /** A second Service of the same Pods, older or younger than the one that is called. */
    const withOther = (createdAt: string, ports = tcp) =>
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', [{ to: [{ paths: ['/'] }] }]),
      ).map(state =>
        state.cluster === 'west' && state.services.status === 'observed'
          ? {
              ...state,
              services: {
                ...state.services,
                value: [
                  ...state.services.value.map(service => ({
                    ...service,
                    createdAt: '2026-02-01T00:00:00Z',
                  })),
                  aService('other', {
                    selector: { app: 'orders' },
                    ports,
                    createdAt,
                  }),
                ],
              },
            }
          : state,
      );

    it.each([
      ['the older one is TCP', '2026-01-01T00:00:00Z', tcp, ['MF6007']],
      ['the younger one is TCP', '2026-03-01T00:00:00Z', tcp, []],
      [
        'the older one is TCP on another port of the Pod',
        '2026-01-01T00:00:00Z',
        [{ ...tcp[0]!, targetPort: '9090' }],
        [],
      ],
    ])('takes the protocol of the oldest: %s', (_, createdAt, ports, found) => {
      expect(codes(withOther(createdAt, ports))).toEqual(found);
    });
  });

  it.each<[string, AuthorizationPolicy, string | undefined]>([
    [
      'of the root namespace',
      anAuthorizationPolicy('DENY', [{}], { namespace: 'istio-system' }),
      'MF6006',
    ],
    [
      'of another namespace',
      anAuthorizationPolicy('DENY', [{}], { namespace: 'web' }),
      undefined,
    ],
    [
      'that selects others',
      anAuthorizationPolicy('DENY', [{}], { selector: { app: 'x' } }),
      undefined,
    ],
    [
      'that is attached to a gateway',
      anAuthorizationPolicy('DENY', [{}], {
        targetRefs: [{ kind: 'Gateway', name: 'x' }],
      }),
      undefined,
    ],
    ['that only audits', anAuthorizationPolicy('AUDIT', [{}]), undefined],
    ['without rules', anAuthorizationPolicy('DENY', []), undefined],
  ])('judges a DENY %s', (_, policy, code) => {
    expect(codes(withPolicies('west', policy))).toEqual(
      code === undefined ? [] : [code],
    );
  });

  const of = (name: string, ...methods: readonly string[]) =>
    anAuthorizationPolicy('ALLOW', [{ to: [{ methods }] }], { name });
  const withToken = (...issuers: readonly string[]) =>
    withConfiguration(
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', [
          { from: [{ requestPrincipals: ['*'] }] },
        ]),
      ),
      'west',
      { requestAuthentications: [aRequestAuthentication(issuers)] },
    );

  it.each<[string, MeshStates, 'satisfied' | 'violated', number]>([
    [
      'ALLOWs that let in everything together',
      withPolicies(
        'west',
        of('reads', 'GET'),
        anAuthorizationPolicy('ALLOW', [{ to: [{ notMethods: ['GET'] }] }]),
      ),
      'satisfied',
      0,
    ],
    [
      'a DENY that leaves nothing of what is allowed',
      withPolicies(
        'west',
        of('reads', 'GET'),
        anAuthorizationPolicy('DENY', [{ to: [{ methods: ['GET', 'HEAD'] }] }]),
      ),
      'violated',
      0,
    ],
    [
      'DENYs that deny everything together',
      withPolicies(
        'west',
        anAuthorizationPolicy('DENY', [{ to: [{ methods: ['GET'] }] }]),
        anAuthorizationPolicy('DENY', [{ to: [{ notMethods: ['GET'] }] }], {
          name: 'others',
        }),
      ),
      'violated',
      0,
    ],
    [
      'a DENY that leaves something',
      withPolicies(
        'west',
        of('reads', 'GET', 'HEAD'),
        anAuthorizationPolicy('DENY', [{ to: [{ methods: ['GET'] }] }]),
      ),
      'satisfied',
      2,
    ],
    ['a token that nobody can have', withToken(), 'violated', 0],
    ['a token that somebody can have', withToken('a'), 'satisfied', 1],
  ])('judges %s', (_, states, status, count) => {
    const answer = judge(states);
    expect(answer.status).toBe(status);
    expect(answer.conditions).toHaveLength(count);
  });

  it('does not know whether there is a token without RequestAuthentications', () => {
    const hide = (states: MeshStates) =>
      withUnknownKind(states, 'west', 'requestAuthentications');
    expect(judge(hide(withToken('a')))).toMatchObject({
      status: 'unknown',
      missing: [{ cluster: 'west', what: 'RequestAuthentications' }],
    });
    expect(judge(hide(aMeshOfServices())).status).toBe('satisfied');
  });

  it('looks at requests as the routes of the client have made them', () => {
    const states = withConfiguration(
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', [{ to: [{ paths: ['/public*'] }] }]),
      ),
      'east',
      {
        virtualServices: [
          aVirtualService([aRoute({ rewrite: { uri: '/internal' } })]),
        ],
      },
    );
    const answer = judge(states);
    expect(answer.status).toBe('violated');
    expect(answer.summary).toMatch(/, as VirtualService .* changes them\.$/);
    expect(answer.evidence).toContainEqual(
      expect.objectContaining({ cluster: 'east', field: 'spec.http[0]' }),
    );
  });

  it("ignores AuthorizationPolicies of the client's cluster", () => {
    expect(
      codes(withPolicies('east', anAuthorizationPolicy('DENY', [{}]))),
    ).toEqual([]);
  });

  it('lets the aliases of the server stand for its trust domain', () => {
    const states = withPolicies(
      'west',
      anAuthorizationPolicy('ALLOW', [
        { from: [{ principals: ['cluster.local/ns/shop/sa/client'] }] },
      ]),
    );
    const foreign = withPods(states, 'east', 'client', pod => ({
      ...pod,
      proxy: { ...pod.proxy!, trustDomain: 'east.example' },
    }));
    expect(codes(foreign)).toEqual(['MF6007']);
    const aliased = foreign.map(state =>
      state.cluster !== 'west' || state.controlPlanes.status === 'unknown'
        ? state
        : {
            ...state,
            controlPlanes: {
              ...state.controlPlanes,
              value: state.controlPlanes.value.map(plane => ({
                ...plane,
                meshConfig:
                  plane.meshConfig.status === 'unknown'
                    ? plane.meshConfig
                    : {
                        ...plane.meshConfig,
                        value: {
                          ...plane.meshConfig.value,
                          trustDomainAliases: ['east.example'],
                        },
                      },
              })),
            },
          },
    );
    expect(codes(aliased)).toEqual([]);
  });

  it('does not take HTTP rules for those of a TCP port', () => {
    const states = withService(
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', [{ to: [{ methods: ['GET'] }] }]),
      ),
      'west',
      'orders',
      {
        ports: [{ name: 'tcp', port: 80, protocol: 'TCP', targetPort: '8080' }],
      },
    );
    expect(judge(states)).toMatchObject({
      status: 'violated',
      summary: expect.stringContaining('the port is TCP to Istio'),
    });
  });

  it('says which clients get through when any client is asked for', () => {
    const states = withPolicies(
      'west',
      anAuthorizationPolicy('ALLOW', [
        { from: [{ principals: ['*/sa/client'] }] },
      ]),
    );
    const result = judge(states, ANY);
    expect(result.status).toBe('satisfied');
    expect(result.conditions).toMatchObject([
      {
        on: 'client',
        text: expect.stringMatching(
          /^Not from shop\/orders: AuthorizationPolicy shop\/rules/,
        ),
        evidence: [{ object: { name: 'rules' } }, {}],
      },
    ]);
  });

  it('is violated for any client when none gets through', () => {
    expect(
      codes(withPolicies('west', anAuthorizationPolicy('ALLOW', [])), ANY),
    ).toEqual(['MF6007']);
  });

  it('says which endpoints are left out across networks', () => {
    const states = withMorePods(aMeshOfServices(), 'west', [
      withoutSidecar(
        aPod('orders', 'west', { name: 'orders-2', ips: ['10.2.0.77'] }),
      ),
    ]);
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      conditions: [
        {
          on: 'endpoint',
          text: expect.stringMatching(/^Not to shop\/orders: /),
        },
      ],
    });
  });

  it('takes plaintext inside a cluster that turns mutual TLS off', () => {
    expect(
      judge(withModes('east', aPeerAuthentication('DISABLE')), LOCAL),
    ).toMatchObject({ status: 'satisfied', conditions: [] });
  });

  it.each<[string, MeshStates, string]>([
    [
      'a DestinationRule',
      withConfiguration(
        withModes('east', aPeerAuthentication('STRICT')),
        'east',
        { destinationRules: [aDestinationRule('DISABLE')] },
      ),
      'DestinationRule shop/orders',
    ],
    [
      'the mesh config',
      withSettings(withModes('east', aPeerAuthentication('STRICT')), 'east', {
        enableAutoMtls: false,
      }),
      'automatic mutual TLS is off',
    ],
    [
      'an exportTo',
      withService(
        withModes('east', aPeerAuthentication('STRICT')),
        'east',
        'orders',
        { exportTo: ['~'] },
      ),
      'Service shop/orders is not exported to it',
    ],
    [
      'an annotation',
      withPods(
        withModes('east', aPeerAuthentication('STRICT')),
        'east',
        'client',
        pod => ({
          ...pod,
          annotations: {
            'traffic.sidecar.istio.io/excludeOutboundPorts': '80',
          },
        }),
      ),
      'Pod shop/client-1 keeps the port',
    ],
  ])(
    'names %s that makes the client speak plaintext to a STRICT server',
    (_, states, cause) => {
      const result = judge(states, LOCAL);
      expect(result.findings.map(({ code }) => code)).toEqual(['MF6004']);
      expect(result.summary).toContain(cause);
    },
  );

  it('finds no identity in plaintext', () => {
    const states = withPods(
      withPolicies(
        'east',
        anAuthorizationPolicy('ALLOW', [{ from: [{ principals: ['*'] }] }]),
      ),
      'east',
      'client',
      withoutSidecar,
    );
    expect(judge(states, LOCAL).summary).toContain('without an identity');
  });

  it('guards nothing where there is no endpoint', () => {
    expect(
      judge(withPods(aMeshOfServices(), 'west', 'orders', () => undefined)),
    ).toMatchObject({ status: 'satisfied' });
  });
});

describe('a policy on the name of the server', () => {
  const calling = (values: readonly string[], sni?: string) =>
    codes(
      withConfiguration(
        withConfiguration(aMeshOfServices(), 'east', {
          authorizationPolicies: [
            anAuthorizationPolicy('ALLOW', [
              { when: [{ key: 'connection.sni', values }] },
            ]),
          ],
        }),
        'east',
        {
          destinationRules: [
            aDestinationRule('ISTIO_MUTUAL', {
              trafficPolicy: {
                tlsMode: 'ISTIO_MUTUAL',
                ports: [],
                ...(sni && { sni }),
              },
            }),
          ],
        },
      ),
      LOCAL,
    );

  it.each([
    ['that istiod makes', ['outbound_.80_.*'], undefined, []],
    ['of the DestinationRule', ['orders.example'], 'orders.example', []],
    [
      'that istiod would make, where the DestinationRule has another',
      ['outbound_.80_.*'],
      'orders.example',
      ['MF6007'],
    ],
    ['of nobody', ['orders.example'], undefined, ['MF6007']],
  ])('takes the one %s', (_, values, sni, expected) => {
    expect(calling(values, sni)).toEqual(expected);
  });
});
