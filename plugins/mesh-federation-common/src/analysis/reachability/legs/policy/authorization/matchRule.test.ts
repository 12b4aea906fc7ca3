import type { AuthorizationRule } from '../../../../../model';
import type { Match } from './requests/match';
import { matchRule, type Caller } from './matchRule';

const CALLER: Caller = {
  authenticated: true,
  trustDomain: 'cluster.local',
  namespace: 'shop',
  serviceAccount: 'client',
  addresses: ['10.1.0.13'],
  trustDomains: { name: 'cluster.local', aliases: [] },
  port: 8080,
  address: '10.2.0.11',
  serverName: 'outbound_.80_._.orders.shop.svc.cluster.local',
  issuers: ['https://a.example'],
  http: true,
};

function judge(
  rule: Partial<AuthorizationRule>,
  caller: Partial<Caller> = {},
  action: 'ALLOW' | 'DENY' = 'ALLOW',
): Match {
  return matchRule(
    { from: [], to: [], when: [], ...rule },
    { ...CALLER, ...caller },
    { action, namespace: 'shop', rule: 'rules 0' },
  );
}

describe('matchRule', () => {
  it.each<[string, AuthorizationRule['from'][number], boolean]>([
    [
      'an exact principal',
      { principals: ['cluster.local/ns/shop/sa/client'] },
      true,
    ],
    ['a prefix', { principals: ['cluster.local/ns/shop/*'] }, true],
    ['a suffix', { principals: ['*/sa/client'] }, true],
    ['any principal', { principals: ['*'] }, true],
    [
      'another principal',
      { principals: ['cluster.local/ns/shop/sa/x'] },
      false,
    ],
    [
      'all but this principal',
      { notPrincipals: ['cluster.local/ns/shop/sa/client'] },
      false,
    ],
    ['its namespace', { namespaces: ['shop'] }, true],
    ['a pattern of namespaces', { namespaces: ['s*p'] }, true],
    ['part of the name of its namespace', { namespaces: ['sho'] }, false],
    ['all but its namespace', { notNamespaces: ['shop'] }, false],
    [
      'its service account in the namespace of the policy',
      { serviceAccounts: ['client'] },
      true,
    ],
    [
      'its service account with namespace',
      { serviceAccounts: ['shop/client'] },
      true,
    ],
    [
      'the service account of another namespace',
      { serviceAccounts: ['other/client'] },
      false,
    ],
    ['its trust domain', { trustDomains: ['cluster.local'] }, true],
    ['its address', { ipBlocks: ['10.1.0.0/16'] }, true],
    ['another address', { ipBlocks: ['10.9.0.0/16'] }, false],
    [
      'a field that does not fit beside one that does',
      { namespaces: ['shop'], ipBlocks: ['10.9.0.1'] },
      false,
    ],
  ])('tells whether the client is %s', (_, source, expected) => {
    expect(judge({ from: [source] })).toBe(expected);
  });

  it('never matches an identity without mutual TLS, and always its negation', () => {
    const plain = { authenticated: false };
    expect(judge({ from: [{ principals: ['*'] }] }, plain)).toBe(false);
    expect(judge({ from: [{ namespaces: ['shop'] }] }, plain)).toBe(false);
    expect(judge({ from: [{ notPrincipals: ['x'] }] }, plain)).toBe(true);
  });

  it.each<[string, Partial<AuthorizationRule>, string]>([
    [
      'method and path',
      { to: [{ methods: ['GET', 'HEAD'], paths: ['/public*'] }] },
      'method GET or HEAD and path /public*',
    ],
    ['all but a path', { to: [{ notPaths: ['/admin*'] }] }, 'not path /admin*'],
    [
      'one of two operations',
      { to: [{ methods: ['GET'] }, { hosts: ['a.b'] }] },
      'method GET, or host a.b',
    ],
    [
      'a token',
      { from: [{ requestPrincipals: ['https://a.example/*'] }] },
      'a token of https://a.example/*',
    ],
    [
      'a header',
      { when: [{ key: 'request.headers[x-a]', values: ['b'] }] },
      'request.headers[x-a] b',
    ],
  ])('says that %s depends on the request', (_, rule, text) => {
    expect(judge(rule)).toMatchObject({ on: 'request', text });
  });

  it.each<[string, Partial<AuthorizationRule>, boolean]>([
    ['every path', { to: [{ paths: ['/*'] }] }, true],
    ['every method', { to: [{ methods: ['*'] }] }, true],
    ['the port of the workload', { to: [{ ports: ['8080'] }] }, true],
    ['the port of the Service', { to: [{ ports: ['80'] }] }, false],
    [
      'the namespace as a condition',
      { when: [{ key: 'source.namespace', values: ['shop'] }] },
      true,
    ],
    [
      'a key that Istio does not know',
      { when: [{ key: 'source.color', values: ['red'] }] },
      false,
    ],
    ['every path, as a template', { to: [{ paths: ['/{**}'] }] }, true],
    [
      'a token of somebody else',
      { from: [{ requestPrincipals: ['https://b.example/*'] }] },
      false,
    ],
    [
      'the name of the server that is called',
      { when: [{ key: 'connection.sni', values: ['*.svc.cluster.local'] }] },
      true,
    ],
    [
      'the name of another server',
      { when: [{ key: 'connection.sni', values: ['orders.example'] }] },
      false,
    ],
    ['nothing', {}, true],
  ])('decides on %s without a request', (_, rule, expected) => {
    expect(judge(rule)).toBe(expected);
  });

  it('leaves out a rule of ALLOW with HTTP on a TCP port, and of DENY only the field', () => {
    const rule = { to: [{ methods: ['GET'], ports: ['8080'] }] };
    expect(judge(rule, { http: false })).toBe(false);
    expect(judge(rule, { http: false }, 'DENY')).toBe(true);
  });

  it('never has a token where none is taken for good, and always its negation', () => {
    const nobody = { issuers: [] };
    expect(judge({ from: [{ requestPrincipals: ['*'] }] }, nobody)).toBe(false);
    expect(judge({ from: [{ notRequestPrincipals: ['*'] }] }, nobody)).toBe(
      true,
    );
    expect(
      judge(
        { when: [{ key: 'request.auth.claims[a]', values: ['b'] }] },
        nobody,
      ),
    ).toBe(false);
    expect(
      judge({ from: [{ requestPrincipals: ['*'] }] }, { issuers: undefined }),
    ).toMatchObject({ on: 'request' });
  });

  it('depends on the client when its service account is not known', () => {
    expect(
      matchRule(
        {
          from: [{ principals: ['cluster.local/ns/shop/sa/client'] }],
          to: [],
          when: [],
        },
        { ...CALLER, serviceAccount: undefined },
        { action: 'ALLOW', namespace: 'shop', rule: 'rules 0' },
      ),
    ).toMatchObject({ on: 'client' });
  });
});
