import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeAuthorizationPolicies } from './authorizationPolicies';

const decode = (
  spec?: unknown,
  annotations: Readonly<Record<string, string>> = {},
) => decodeAuthorizationPolicies([anObject({ spec }, { annotations })])[0];

describe('decodeAuthorizationPolicies', () => {
  it('reads one that allows a namespace', () => {
    expect(
      decode({ rules: [{ from: [{ source: { namespaces: ['shop'] } }] }] }),
    ).toEqual({
      object: {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      action: 'ALLOW',
      actionUnset: true,
      targetRefs: [],
      rules: [{ from: [{ namespaces: ['shop'] }], to: [], when: [] }],
      dryRun: false,
    });
  });

  it('reads every list of a source and an operation', () => {
    const source = {
      principals: ['a'],
      notPrincipals: ['b'],
      requestPrincipals: ['c'],
      notRequestPrincipals: ['d'],
      namespaces: ['e'],
      notNamespaces: ['f'],
      serviceAccounts: ['g'],
      notServiceAccounts: ['h'],
      ipBlocks: ['i'],
      notIpBlocks: ['j'],
      remoteIpBlocks: ['k'],
      notRemoteIpBlocks: ['l'],
      trustDomains: ['m'],
      notTrustDomains: ['n'],
    };
    const operation = {
      hosts: ['a'],
      notHosts: ['b'],
      ports: ['1'],
      notPorts: ['2'],
      methods: ['GET'],
      notMethods: ['PUT'],
      paths: ['/a'],
      notPaths: ['/b'],
    };

    expect(
      decode({
        action: 'DENY',
        selector: { matchLabels: { app: 'web' } },
        rules: [{ from: [{ source }], to: [{ operation }] }],
      }),
    ).toMatchObject({
      action: 'DENY',
      selector: { app: 'web' },
      rules: [{ from: [source], to: [operation], when: [] }],
    });
  });

  it('tells no rule, which allows nothing, from an empty rule, which allows everything', () => {
    expect(decode({}).rules).toEqual([]);
    expect(decode({ rules: [{}] }).rules).toEqual([
      { from: [], to: [], when: [] },
    ]);
  });

  it('keeps conditions, but not the values that request headers are compared with', () => {
    expect(
      decode({
        rules: [
          {
            when: [
              { key: 'source.namespace', values: ['a'], notValues: ['b'] },
              { key: 'request.headers[x-api-key]', values: ['top-secret'] },
              { key: 'request.headers[x-api-key]', notValues: ['top-secret'] },
            ],
          },
        ],
      }).rules[0].when,
    ).toEqual([
      { key: 'source.namespace', values: ['a'], notValues: ['b'] },
      { key: 'request.headers[x-api-key]', values: ['(not shown)'] },
      { key: 'request.headers[x-api-key]', notValues: ['(not shown)'] },
    ]);
  });

  it.each([
    ['request.headers[x-team]', 'shop', 'shop'],
    ['request.headers[x-team]', 'shop-*', 'shop-*'],
    ['request.headers[x-api-key]', '*', '(not shown)'],
    ['request.headers[x-team]', 'c2hvcDE', '(not shown)'],
    ['request.headers[authorization]', 'shop', '(not shown)'],
  ])('of %s with %s shows %s', (key, value, shown) => {
    expect(
      decode({ rules: [{ when: [{ key, values: [value] }] }] }).rules[0].when,
    ).toEqual([{ key, values: [shown] }]);
  });

  it.each([
    ['targetRefs', { targetRefs: [{ kind: 'Gateway', name: 'g' }, {}] }],
    ['the older targetRef', { targetRef: { kind: 'Gateway', name: 'g' } }],
  ])('reads %s', (_, spec) => {
    expect(decode(spec).targetRefs).toEqual([{ kind: 'Gateway', name: 'g' }]);
  });

  it('reads the provider of CUSTOM and the mark of a dry run', () => {
    expect(
      decode(
        { action: 'CUSTOM', provider: { name: 'opa' } },
        { 'istio.io/dry-run': 'true' },
      ),
    ).toMatchObject({ action: 'CUSTOM', provider: 'opa', dryRun: true });
  });

  it.each([
    [{ action: 'LOG' }, 'action has the unknown value LOG'],
    [
      { rules: [{ from: [{ source: { planets: ['mars'] } }] }] },
      'source has the unknown field planets',
    ],
    [
      { rules: [{ to: [{ operation: { moods: ['good'] } }] }] },
      'operation has the unknown field moods',
    ],
  ])('does not guess what %j means', (spec, message) => {
    expect(() => decode(spec)).toThrow(
      `AuthorizationPolicy shop/web: ${message}`,
    );
  });

  it.each([undefined, null, { rules: 'all' }, { rules: [null] }])(
    'reads odd input %j without failing',
    spec => {
      expect(decode(spec)).toMatchObject({ action: 'ALLOW', dryRun: false });
    },
  );

  it('sorts by namespace, then name', () => {
    expect(
      decodeAuthorizationPolicies(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
