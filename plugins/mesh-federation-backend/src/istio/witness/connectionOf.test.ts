import { connectionOf } from './connectionOf';

const PROXY = { namespace: 'shop', pod: 'orders-1' };

function listOf(...ids: readonly string[]): string {
  return JSON.stringify({
    totalClients: ids.length,
    clients: ids.map((connectionId, number) => ({
      connectionId,
      connectedAt: `2026-06-01T00:00:0${number}.000000001Z`,
    })),
  });
}

describe('connectionOf', () => {
  it('finds the newest connection of the very Pod', () => {
    expect(
      connectionOf(
        listOf('orders-1.shop-4', 'orders-1.shop-7', 'orders-1.shop-x-9'),
        PROXY,
      ),
    ).toEqual({ id: 'orders-1.shop-7' });
  });

  it.each([
    ['no other Pod', 'orders-12.shop-4'],
    ['none of another namespace', 'orders-1.shop-2-4'],
    ['no Pod whose name begins otherwise', 'x-orders-1.shop-4'],
  ])('takes %s', (_, id) => {
    expect(connectionOf(listOf(id), PROXY)).toBeUndefined();
  });

  it.each(['orders-1.shop-40', 'my-orders-1.shop-4.mine-9'])(
    'does not ask where istiod could take %s for it',
    id => {
      expect(connectionOf(listOf(id, 'orders-1.shop-4'), PROXY)).toBe(
        'ambiguous',
      );
    },
  );

  it.each(['{}', '[]', 'null', '"text"'])('refuses %s', text => {
    expect(() => connectionOf(text, PROXY)).toThrow('list of connections');
  });

  it('knows an istiod without any proxy', () => {
    expect(connectionOf('{"totalClients":0}', PROXY)).toBeUndefined();
  });
});
