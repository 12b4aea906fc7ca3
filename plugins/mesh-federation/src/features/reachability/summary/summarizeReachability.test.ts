import {
  optional,
  type ReachabilityVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCell, aService } from '../../../__testUtils__/anEntityReachability';
import {
  summarizeReachability,
  type ReachabilitySummary,
} from './summarizeReachability';

/** Client clusters with their states, without those that reach all. */
function troubles({ clients }: ReachabilitySummary) {
  return clients
    .filter(({ state }) => state !== 'reaches')
    .map(({ cluster, state }) => [cluster, state]);
}

describe('summarizeReachability', () => {
  it.each<[string, (client: string) => ReachabilityVerdict]>([
    ['success', () => 'reachable'],
    ['danger', client => (client === 'west' ? 'blocked' : 'reachable')],
    ['danger', () => 'blocked'],
    ['unknown', () => 'unknown'],
    ['danger', client => (client === 'west' ? 'blocked' : 'unknown')],
    ['partial', () => 'conditional'],
  ])('has the tone of the worst client, %s: case %#', (tone, judge) => {
    const summary = summarizeReachability([aService('orders', { judge })]);

    expect(summary).toMatchObject({ tone });
    expect(summary.clients).toHaveLength(3);
  });

  it('is never green with one client unknown', () => {
    const summary = summarizeReachability([
      aService('orders', {
        judge: client => (client === 'north' ? 'unknown' : 'reachable'),
      }),
    ]);

    expect(summary.tone).toBe('unknown');
    expect(troubles(summary)).toEqual([['north', 'unknown']]);
  });

  it('names the broken provider of a client that reaches another one', () => {
    const summary = summarizeReachability([
      aService('orders', {
        providers: ['east', 'west'],
        judge: (client, provider) =>
          client === 'east' && provider === 'west' ? 'blocked' : 'reachable',
      }),
    ]);

    expect(summary).toMatchObject({ tone: 'partial' });
    expect(summary.clients[0]).toMatchObject({
      cluster: 'east',
      state: 'partly',
      cause: { provider: 'west' },
    });
  });

  it('lists clients worst first', () => {
    const verdicts = {
      east: 'conditional',
      north: 'unknown',
      west: 'blocked',
    } as const;
    const summary = summarizeReachability([
      aService('orders', {
        judge: client => verdicts[client as keyof typeof verdicts],
      }),
    ]);

    expect(troubles(summary)).toEqual([
      ['west', 'blocked'],
      ['north', 'unknown'],
      ['east', 'conditional'],
    ]);
  });

  it('takes a client as badly as the worst of several Services, and names it', () => {
    const summary = summarizeReachability([
      aService('orders'),
      aService('prices', {
        judge: client => (client === 'north' ? 'blocked' : 'reachable'),
      }),
    ]);

    expect(summary.clients[0]).toMatchObject({
      cluster: 'north',
      state: 'blocked',
      item: { service: { name: 'prices' } },
    });
  });

  it.each([
    ['plaintext', ['plaintext', 'plaintext']],
    ['mixed', ['mutual', 'plaintext']],
    ['mixed', ['unknown', 'plaintext']],
    ['unknown', ['mutual', 'unknown']],
    ['mutual-tls', ['mutual', 'mutual']],
  ] as const)('calls connections %s that are %j', (security, kinds) => {
    const cells = kinds.map((kind, index) =>
      aCell(['east', 'north'][index], 'east', 'reachable', {
        ...optional({ security: kind === 'mutual' ? undefined : { kind } }),
      }),
    );
    const clusters = ['east', 'north'];

    expect(
      summarizeReachability([{ ...aService('orders', { clusters }), cells }])
        .security,
    ).toBe(security);
  });

  it('counts a client without cells as unknown', () => {
    const item = aService('orders');
    const cells = item.cells.filter(cell => cell.client.cluster !== 'west');
    const summary = summarizeReachability([{ ...item, cells }]);

    expect(summary.tone).toBe('unknown');
    expect(troubles(summary)).toEqual([['west', 'unknown']]);
  });

  it('has no clients when no cluster has endpoints', () => {
    const item = aService('orders', { providers: [] });

    expect(summarizeReachability([item])).toMatchObject({
      tone: 'neutral',
      clients: [],
      withoutEndpoints: [item],
    });
  });
});
