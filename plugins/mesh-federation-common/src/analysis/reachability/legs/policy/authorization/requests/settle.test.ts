import type { RouteMatch, VirtualService } from '../../../../../../model';
import type { ClientRoute } from '../../../../configuration/routes/routesFor';
import { aVirtualService } from '../../../__testUtils__/trafficCases';
import { arrivingRequests } from './arrivingRequests';
import { allOf, anyOf, negate, type Match } from './match';
import { settle } from './settle';
import { openMatch, textMatch } from './textMatch';

const HOST = 'orders.shop.svc.cluster.local';
const virtualService: VirtualService = aVirtualService([]);

const paths = (...patterns: readonly string[]) =>
  textMatch('path', 'path', patterns);
const methods = (...patterns: readonly string[]) =>
  textMatch('method', 'method', patterns);
const header = (...patterns: readonly string[]) =>
  textMatch('header x-team', 'header', patterns);

const fromPath = (
  by: 'exact' | 'prefix' | 'regex',
  value: string,
): RouteMatch => ({
  request: [{ field: 'uri', by, value }],
});

function aRoute(overrides: Partial<ClientRoute> = {}): ClientRoute {
  return {
    virtualService,
    field: 'spec.http[0]',
    redirect: false,
    destinations: [{ host: HOST, writtenHost: HOST, index: 0 }],
    ...overrides,
  };
}

const settled = (match: Match, routes: readonly ClientRoute[] = []) => {
  const result = settle(match, arrivingRequests(routes, HOST));
  return typeof result === 'boolean' ? result : 'some';
};

describe('settle', () => {
  it.each<[string, Match, boolean | 'some']>([
    ['one half', methods('GET'), 'some'],
    ['two halves', anyOf([methods('GET'), negate(methods('GET'))]), true],
    [
      'both halves at once',
      allOf([methods('GET'), negate(methods('GET'))]),
      false,
    ],
    ['a wider half', anyOf([paths('/a*'), negate(paths('/a/b*'))]), true],
    ['a narrower half', anyOf([paths('/a/b*'), negate(paths('/a*'))]), 'some'],
    [
      'a part of what is denied',
      allOf([paths('/a/b'), negate(paths('/a/*'))]),
      false,
    ],
    [
      'what lies beside it',
      allOf([paths('/a*'), negate(paths('/a/*'))]),
      'some',
    ],
    ['a beginning and an end', allOf([paths('/a*'), paths('*b')]), 'some'],
    ['two beginnings', allOf([paths('/a*'), paths('/b*')]), false],
    ['a path without a slash', paths('admin*'), false],
    [
      'a template and its negation',
      anyOf([paths('/{*}/a'), negate(paths('/{*}/a'))]),
      true,
    ],
    [
      'a path that a template takes',
      allOf([paths('/x/a'), negate(paths('/{*}/a'))]),
      false,
    ],
    [
      'a header that may be missing',
      anyOf([header('a'), negate(header('*'))]),
      'some',
    ],
    [
      'hosts without case',
      allOf([
        textMatch('host', 'host', ['A.B']),
        negate(textMatch('host', 'host', ['a.b'])),
      ]),
      false,
    ],
    [
      'two tokens',
      anyOf([openMatch('request', 'a'), openMatch('request', 'b')]),
      'some',
    ],
    [
      'a token or none',
      anyOf([openMatch('request', 'a'), negate(openMatch('request', 'a'))]),
      true,
    ],
  ])('%s', (_, match, expected) => {
    expect(settled(match)).toBe(expected);
  });

  it('says nothing about too many kinds of requests', () => {
    const facts = Array.from({ length: 12 }, (_, at) =>
      openMatch('request', `${at}`),
    );
    expect(settled(anyOf([...facts, negate(facts[0]!)]))).toBe('some');
  });
});

describe('arrivingRequests', () => {
  const rewritten = aRoute({
    condition: [fromPath('prefix', '/public')],
    rewrite: { uri: '/internal' },
  });

  it.each<[string, Match, readonly ClientRoute[], boolean | 'some']>([
    [
      'what was rewritten is gone',
      paths('/public/*'),
      [rewritten, aRoute()],
      false,
    ],
    [
      'what it was rewritten to is there',
      paths('/internal*'),
      [rewritten],
      true,
    ],
    ['what follows stays', paths('/internal/a'), [rewritten], 'some'],
    [
      'the end may begin in what is written',
      paths('*nal/a'),
      [rewritten],
      'some',
    ],
    [
      'the whole path of an exact match',
      paths('/b'),
      [
        aRoute({
          condition: [fromPath('exact', '/a')],
          rewrite: { uri: '/b' },
        }),
      ],
      true,
    ],
    [
      'the whole path of an expression',
      paths('/b'),
      [
        aRoute({
          condition: [fromPath('regex', '/a.*')],
          rewrite: { uri: '/b' },
        }),
      ],
      true,
    ],
    [
      'the slash, where every path is taken',
      paths('/b/*'),
      [aRoute({ rewrite: { uri: '/b/' } })],
      true,
    ],
    [
      'an expression that writes the path',
      paths('/b'),
      [aRoute({ rewrite: { byExpression: true } })],
      'some',
    ],
    [
      'a host',
      textMatch('host', 'host', ['a.b']),
      [aRoute({ rewrite: { authority: 'a.b' } })],
      true,
    ],
    [
      'a header that is set',
      header('a'),
      [aRoute({ headers: [{ name: 'x-team', to: 'set', value: 'a' }] })],
      true,
    ],
    [
      'another value',
      header('b'),
      [aRoute({ headers: [{ name: 'x-team', to: 'set', value: 'a' }] })],
      false,
    ],
    [
      'a value that is not shown',
      header('a'),
      [aRoute({ headers: [{ name: 'x-team', to: 'set' }] })],
      'some',
    ],
    [
      'a header that is removed',
      header('*'),
      [aRoute({ headers: [{ name: 'x-team', to: 'removed' }] })],
      false,
    ],
    [
      'what goes elsewhere does not count',
      negate(paths('/a*')),
      [
        aRoute({ condition: [fromPath('prefix', '/a')], destinations: [] }),
        aRoute(),
      ],
      true,
    ],
    [
      'nor what the client answers itself',
      negate(paths('/a*')),
      [
        aRoute({ condition: [fromPath('prefix', '/a')], directResponse: 200 }),
        aRoute(),
      ],
      true,
    ],
    [
      'nor what no route takes',
      paths('/a*'),
      [aRoute({ condition: [fromPath('prefix', '/a')] })],
      true,
    ],
    [
      'where nothing arrives, nothing is said',
      paths('/a*'),
      [aRoute({ redirect: true })],
      'some',
    ],
  ])('%s', (_, match, routes, expected) => {
    expect(settled(match, routes)).toBe(expected);
  });
});
