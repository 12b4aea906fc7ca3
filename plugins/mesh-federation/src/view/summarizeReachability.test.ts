import { aCell, aService } from '../__testUtils__/anEntityReachability';
import { summarizeReachability } from './summarizeReachability';

describe('summarizeReachability', () => {
  it.each([
    ['all', 'success', () => 'reachable' as const, 3],
    [
      'some',
      'danger',
      (client: string) =>
        client === 'west' ? ('blocked' as const) : ('reachable' as const),
      2,
    ],
    ['none', 'danger', () => 'blocked' as const, 0],
    ['unknown', 'unknown', () => 'unknown' as const, 0],
    [
      'none',
      'danger',
      (client: string) =>
        client === 'west' ? ('blocked' as const) : ('unknown' as const),
      0,
    ],
    ['all', 'partial', () => 'conditional' as const, 3],
  ])('counts clients: %s, %s', (state, tone, judge, reaching) => {
    expect(summarizeReachability(aService('orders', { judge }))).toMatchObject({
      state,
      tone,
      reaching,
      total: 3,
    });
  });

  it('is never green with one client unknown', () => {
    const { tone, exceptions } = summarizeReachability(
      aService('orders', {
        judge: client => (client === 'north' ? 'unknown' : 'reachable'),
      }),
    );

    expect(tone).toBe('unknown');
    expect(exceptions).toMatchObject([{ cluster: 'north', state: 'unknown' }]);
  });

  it('names the broken provider of a client that reaches another one', () => {
    const { state, exceptions, tone } = summarizeReachability(
      aService('orders', {
        providers: ['east', 'west'],
        judge: (client, provider) =>
          client === 'east' && provider === 'west' ? 'blocked' : 'reachable',
      }),
    );

    expect([state, tone]).toEqual(['all', 'partial']);
    expect(exceptions).toMatchObject([
      { cluster: 'east', state: 'partly', cause: { provider: 'west' } },
    ]);
  });

  it('lists exceptions worst first', () => {
    const verdicts = {
      east: 'conditional',
      north: 'unknown',
      west: 'blocked',
    } as const;
    const { exceptions } = summarizeReachability(
      aService('orders', {
        judge: client => verdicts[client as keyof typeof verdicts],
      }),
    );

    expect(exceptions.map(e => e.cluster)).toEqual(['west', 'north', 'east']);
  });

  it('claims mutual TLS only when every open connection is', () => {
    const item = aService('orders');
    const plain = aCell('west', 'east', 'reachable', {
      security: { kind: 'plaintext' },
    });

    expect(summarizeReachability(item).mutualTls).toBe(true);
    expect(
      summarizeReachability({ ...item, cells: [...item.cells, plain] })
        .mutualTls,
    ).toBe(false);
  });

  it('counts a client without cells as unknown', () => {
    const item = aService('orders');
    const cells = item.cells.filter(cell => cell.client.cluster !== 'west');

    expect(summarizeReachability({ ...item, cells })).toMatchObject({
      tone: 'unknown',
      exceptions: [{ cluster: 'west', state: 'unknown' }],
    });
  });

  it('says that nothing is there when no cluster has endpoints', () => {
    expect(
      summarizeReachability(aService('orders', { providers: [] })),
    ).toMatchObject({
      state: 'no-endpoints',
      tone: 'neutral',
      exceptions: [],
    });
  });
});
