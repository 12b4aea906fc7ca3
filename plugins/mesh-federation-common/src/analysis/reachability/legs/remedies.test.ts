import {
  aMeshOfServices,
  withConfiguration,
  withPods,
  withService,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { HttpRoute, LegName, Pod } from '../../../model';
import type { Leg } from '../question/Leg';
import type { LegCase } from './__testUtils__/FindingCases';
import { LEG_JUDGEMENTS } from '../engine/legJudgements';
import { ALL_CASES } from './__testUtils__/allCases';
import { judgeCase } from './__testUtils__/judgeCase';
import { objectsMadeBy } from './__testUtils__/objectsMadeBy';
import { overwrites } from './__testUtils__/overwrites';
import {
  LOCAL,
  aDestinationRule,
  aPeerAuthentication,
  anAuthorizationPolicy,
  withModes,
  withPolicies,
} from './__testUtils__/policyCases';
import {
  aRoute,
  aSidecar,
  aVirtualService,
  withRoutes,
  withSubset,
} from './__testUtils__/trafficCases';
import { namingLeg } from './naming/naming';
import { policyLeg } from './policy/policy';
import { trafficLeg } from './traffic/traffic';

/** The remedy of the first finding; undefined where it has none. */
function remedyOf(
  leg: Leg,
  states: MeshStates,
  query: LegCase['query'] = {},
): string | undefined {
  const [first] = judgeCase(leg, { states: () => states, query }).findings;
  expect(first).toBeDefined();
  return first!.remedy?.text;
}

/** What a JSON patch asks for before it changes anything. */
function testsIn(command: string | undefined): object {
  const [, json = '[]'] = /--patch '(.*)'$/.exec(command ?? '') ?? [];
  const operations = JSON.parse(json) as readonly {
    readonly op: string;
    readonly path: string;
    readonly value: unknown;
  }[];
  expect(operations.at(-1)?.op).not.toBe('test');
  return Object.fromEntries(
    operations
      .filter(({ op }) => op === 'test')
      .map(({ path, value }) => [path, value]),
  );
}

const ORDERS = { app: 'orders' };
const allow = (
  overrides: Parameters<typeof anAuthorizationPolicy>[2] = {},
  principal = 'cluster.local/ns/data/sa/other',
) =>
  anAuthorizationPolicy(
    'ALLOW',
    [{ from: [{ principals: [principal] }] }],
    overrides,
  );

const OFFERED = Object.entries(ALL_CASES).flatMap(([leg, cases]) =>
  Object.entries(cases).flatMap(([code, { positive }]) => {
    const { findings, conditions } = judgeCase(
      LEG_JUDGEMENTS[leg as LegName],
      positive,
    );
    return [...findings, ...conditions.map(item => item.finding)].flatMap(
      ({ remedy }) =>
        remedy ? [[`${leg} ${code}`, remedy.text] as const] : [],
    );
  }),
);

describe('what came after a remedy was written', () => {
  it('is looked for in many remedies', () => {
    expect(new Set(OFFERED.map(([code]) => code)).size).toBeGreaterThan(35);
  });

  it.each(OFFERED)('is not overwritten by that of %s', (_, text) => {
    expect(overwrites(text)).toEqual([]);
  });

  it('is what others would overwrite', () => {
    const patch = (...operations: readonly object[]) =>
      `kubectl patch a b --type=json --patch '${JSON.stringify(operations)}'`;
    const replace = { op: 'replace', path: '/spec/mode', value: 'a' };
    const bad = [
      `kubectl label a b c=d --overwrite`,
      `kubectl patch a b --patch '{"spec":{"mode":"a"}}'`,
      patch(replace),
      patch({ op: 'test', path: '/spec/model', value: 'b' }, replace),
      `kubectl apply --filename - <<'END'\nkind: A\nEND`,
      'kubectl delete pod a',
    ];

    expect(overwrites(bad.join('\n')).map(each => each.trimEnd())).toEqual(bad);
    expect(
      overwrites(
        patch({ op: 'test', path: '/spec/mode', value: 'b' }, replace),
      ),
    ).toEqual([]);
  });
});

describe('what a remedy lets through', () => {
  it('adds the client to a policy that is about the workload alone', () => {
    const text = remedyOf(
      policyLeg,
      withPolicies('west', allow({ name: 'own', selector: ORDERS })),
    );

    expect(text).toContain('kubectl patch authorizationpolicy');
    expect(testsIn(text)).toEqual({
      '/spec/selector/matchLabels': ORDERS,
      '/spec/action': 'ALLOW',
    });
    // Whom others have let in since stays in: the rule is one more.
    expect(text).toContain(
      '{"op":"add","path":"/spec/rules/-","value":{"from":[{"source":{"principals":["cluster.local/ns/shop/sa/client"]}}]}}',
    );
  });

  it('takes a policy without an action for what it is', () => {
    const text = remedyOf(
      policyLeg,
      withPolicies(
        'west',
        allow({ name: 'own', selector: ORDERS, actionUnset: true }),
      ),
    );

    expect(testsIn(text)).toEqual({
      '/spec/selector/matchLabels': ORDERS,
      '/spec/action': undefined,
    });
  });

  it('leaves a policy of the whole namespace alone, and admits to the one workload', () => {
    const text = remedyOf(policyLeg, withPolicies('west', allow()));

    expect(text).toMatch(/name: allow-orders\n[^]*app: orders/);
    expect(text).not.toContain('cluster.local/ns/data/sa/other');
  });

  it('keeps whom an earlier remedy has let in', () => {
    const text = remedyOf(
      policyLeg,
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', []),
        allow({ name: 'allow-orders', selector: ORDERS }),
      ),
    );

    expect(text).toContain(
      'authorizationpolicy.security.istio.io allow-orders',
    );
    expect(text).toContain('"path":"/spec/rules/-"');
    expect(text).toContain('cluster.local/ns/shop/sa/client');
  });

  it('exempts from the rules that were read, and from no others', () => {
    const rules = [{ from: [{ namespaces: ['shop'] }] }];
    const text = remedyOf(
      policyLeg,
      withPolicies('west', anAuthorizationPolicy('DENY', rules)),
    );

    expect(testsIn(text)).toEqual({
      '/spec/action': 'DENY',
      '/spec/rules': [{ from: [{ source: { namespaces: ['shop'] } }] }],
    });
    expect(text).toContain(
      '"notPrincipals":["cluster.local/ns/shop/sa/client"]',
    );
  });

  it.each<[string, MeshStates]>([
    [
      'the name is that of another policy',
      withPolicies(
        'west',
        anAuthorizationPolicy('ALLOW', []),
        allow({ name: 'allow-orders', selector: { app: 'other' } }),
      ),
    ],
    [
      'the Service selects nothing by which the workload could be told',
      withService(
        withPolicies('west', anAuthorizationPolicy('ALLOW', [])),
        'west',
        'orders',
        { selector: {} },
      ),
    ],
  ])('offers no policy where %s', (_, states) => {
    const { findings } = judgeCase(policyLeg, { states: () => states });
    expect(findings).not.toHaveLength(0);
    expect(findings.flatMap(({ remedy }) => objectsMadeBy(remedy))).toEqual([]);
  });

  const plain = (policy: Parameters<typeof aPeerAuthentication>[1]) =>
    withPods(
      withModes('east', aPeerAuthentication('STRICT', policy)),
      'east',
      'client',
      withoutSidecar,
    );

  it('gives a client a sidecar rather than let plaintext in', () => {
    expect(remedyOf(policyLeg, plain({ selector: ORDERS }), LOCAL)).toMatch(
      /restart deployment\.apps client/,
    );
  });

  it('opens no namespace for the plaintext of one client', () => {
    const byRule = (policy: Parameters<typeof aPeerAuthentication>[1]) =>
      remedyOf(
        policyLeg,
        withConfiguration(
          withModes('east', aPeerAuthentication('STRICT', policy)),
          'east',
          {
            peerAuthentications: [aPeerAuthentication('STRICT', policy)],
            destinationRules: [aDestinationRule('DISABLE')],
          },
        ),
        LOCAL,
      );

    expect(byRule({})).toBeUndefined();
    expect(byRule({ selector: ORDERS })).toContain('"value":"PERMISSIVE"');
    expect(testsIn(byRule({ selector: ORDERS }))).toEqual({
      '/spec/selector/matchLabels': ORDERS,
      '/spec/mtls/mode': 'STRICT',
    });
  });
});

describe('a remedy that the API server takes', () => {
  const optedOut = (pod: Pod): Pod => {
    const { labels, ...rest } = withoutSidecar(pod)!;
    return {
      ...rest,
      labels: { ...labels, 'sidecar.istio.io/inject': 'false' },
    };
  };

  it('changes the label of a workload that wants no sidecar', () => {
    expect(
      remedyOf(
        policyLeg,
        withPods(aMeshOfServices(), 'west', 'orders', optedOut),
      ),
    ).toBe(
      `kubectl patch deployment.apps orders --namespace shop --type=json --patch '[{"op":"test","path":"/spec/template/metadata/labels/sidecar.istio.io~1inject","value":"false"},{"op":"replace","path":"/spec/template/metadata/labels/sidecar.istio.io~1inject","value":"true"}]'`,
    );
  });

  it('leaves a delay where it takes an abort away', () => {
    const abort = { percent: 100, status: 503 };

    expect(remedyOf(trafficLeg, withRoutes([aRoute({ abort })]))).toContain(
      '"path":"/spec/http/0/fault"',
    );
    expect(
      remedyOf(
        trafficLeg,
        withRoutes([aRoute({ abort, delay: { percent: 10 } })]),
      ),
    ).toContain('"path":"/spec/http/0/fault/abort"');
  });

  it('takes a subset that nobody defines out of its own place in the route', () => {
    const route = [
      { host: 'orders', weight: 0 },
      { host: 'orders', subset: 'v1', weight: 100 },
    ];

    expect(remedyOf(trafficLeg, withRoutes([aRoute({ route })]))).toContain(
      '[{"op":"test","path":"/spec/http/0/route/1/destination/subset","value":"v1"},{"op":"remove","path":"/spec/http/0/route/1/destination/subset"}]',
    );
    const gateway = aVirtualService([aRoute({ route })], {
      gateways: ['mesh', 'public'],
    });
    expect(
      remedyOf(
        trafficLeg,
        withConfiguration(aMeshOfServices(), 'east', {
          virtualServices: [gateway],
        }),
      ),
    ).toBeUndefined();
  });

  it('takes a fault out of the route that has it, and of none that took its place', () => {
    const faulty = aRoute({
      name: 'all',
      abort: { percent: 100, status: 503 },
      route: [{ host: 'orders', subset: 'v2' }],
    });

    expect(testsIn(remedyOf(trafficLeg, withRoutes([faulty])))).toEqual({
      '/spec/http/0/name': 'all',
      '/spec/http/0/fault/abort/httpStatus': 503,
      '/spec/http/0/fault/abort/percentage/value': 100,
      '/spec/http/0/route/0/destination/host': 'orders',
      '/spec/http/0/route/0/destination/subset': 'v2',
    });
  });

  it('takes a fault out of no route that looks like another one', () => {
    const abort = { percent: 100, status: 503 };
    const at = (value: string) =>
      aRoute({
        abort,
        match: [{ request: [{ field: 'uri', by: 'exact', value }] }],
      });

    expect(
      remedyOf(trafficLeg, withRoutes([at('/a'), aRoute({ abort })])),
    ).toBeUndefined();
    expect(
      remedyOf(
        trafficLeg,
        withRoutes([at('/a'), aRoute({ abort, name: 'rest' })]),
      ),
    ).toContain('"path":"/spec/http/1/fault"');
  });

  it('takes an inherited fault out of the VirtualService that has it', () => {
    const root = aVirtualService([
      aRoute({
        route: [],
        delegate: { name: 'routes' },
        abort: { percent: 100, status: 503 },
      }),
    ]);
    const inheriting = (own: Partial<HttpRoute>) =>
      withConfiguration(aMeshOfServices(), 'east', {
        virtualServices: [
          root,
          aVirtualService([aRoute(own)], {
            name: 'routes',
            hosts: [],
          }),
        ],
      });

    const [found] = judgeCase(trafficLeg, {
      states: () => inheriting({}),
    }).findings;

    expect(found).toMatchObject({
      code: 'MF6115',
      object: { name: 'orders' },
      message: expect.stringMatching(
        /^VirtualService shop\/orders [^]*\(spec\.http\[0\]\.fault\.abort\)/,
      ),
    });
    expect(found?.remedy?.text).toContain(' orders --namespace shop');
    expect(testsIn(found?.remedy?.text)).toMatchObject({
      '/spec/http/0/delegate/name': 'routes',
      '/spec/http/0/fault/abort/httpStatus': 503,
    });
    // Any fault of its own takes the place of the root's.
    expect(
      judgeCase(trafficLeg, {
        states: () => inheriting({ delay: { percent: 10 } }),
      }).findings.map(({ code }) => code),
    ).toEqual(['MF6118']);
  });

  it('knows the settings of a port by its number, not by their place', () => {
    const rule = aDestinationRule(undefined, {
      trafficPolicy: {
        ports: [
          { port: 1, tlsMode: 'SIMPLE' },
          { port: 80, tlsMode: 'DISABLE' },
        ],
      },
    });

    const text = remedyOf(
      trafficLeg,
      withConfiguration(aMeshOfServices(), 'east', {
        destinationRules: [rule],
      }),
    );

    expect(text).toContain(
      '"path":"/spec/trafficPolicy/portLevelSettings/1/tls"',
    );
    expect(testsIn(text)).toEqual({
      '/spec/trafficPolicy/portLevelSettings/1/port/number': 80,
      '/spec/trafficPolicy/portLevelSettings/1/tls/mode': 'DISABLE',
    });
  });

  it('shows a host to the listener that was meant', () => {
    const sidecar = aSidecar([], {
      egress: [
        { hosts: ['./*'], port: 9000 },
        { hosts: ['data/*'], port: 80 },
      ],
    });

    expect(
      testsIn(
        remedyOf(
          trafficLeg,
          withConfiguration(aMeshOfServices(), 'east', { sidecars: [sidecar] }),
        ),
      ),
    ).toEqual({
      '/spec/egress/1/hosts': ['data/*'],
      '/spec/egress/1/port/number': 80,
    });
  });

  it('adds a subset to the DestinationRule that is there', () => {
    const there = withSubset({ defined: ['west'], labelled: true });

    expect(
      remedyOf(
        trafficLeg,
        withConfiguration(there, 'east', {
          destinationRules: [aDestinationRule(undefined)],
        }),
      ),
    ).toContain(
      '[{"op":"test","path":"/spec/subsets"},{"op":"add","path":"/spec/subsets","value":[{"name":"v1","labels":{"version":"v1"}}]}]',
    );
  });

  it('lets a new Service lead to the ports of the Pods', () => {
    const states = withService(aMeshOfServices(), 'east', 'orders', {
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: '8080' }],
    });
    const west = states.map(state =>
      state.cluster === 'west' && state.services.status === 'observed'
        ? {
            ...state,
            services: {
              ...state.services,
              value: state.services.value.filter(
                ({ name }) => name !== 'orders',
              ),
            },
          }
        : state,
    );

    expect(remedyOf(namingLeg, west)).toMatch(
      /app: orders[^]*targetPort: 8080/,
    );
  });

  it('offers no second port without a name', () => {
    const unnamed = (cluster: string, states: MeshStates, port: number) =>
      withService(states, cluster, 'orders', {
        ports: [{ port, protocol: 'TCP' }],
      });

    expect(
      remedyOf(
        namingLeg,
        unnamed('west', unnamed('east', aMeshOfServices(), 80), 8080),
      ),
    ).toBeUndefined();
  });
});
