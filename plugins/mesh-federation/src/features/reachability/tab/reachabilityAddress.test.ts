import { aService } from '../../../__testUtils__/anEntityReachability';
import { buildServiceList } from '../services/buildServiceList';
import {
  findReachabilityTarget,
  parseReachabilityAddress,
  writeReachabilityAddress,
} from './reachabilityAddress';

const orders = aService('orders', { judge: () => 'blocked' });
const admin = aService('orders', { port: 9000 });
const entries = buildServiceList([admin, orders]);

describe('the address of a cell', () => {
  it('can be written and read again, and keeps other parameters', () => {
    const params = writeReachabilityAddress(
      new URLSearchParams('tab=1'),
      orders,
      orders.cells[2],
    );

    expect(params.get('tab')).toBe('1');
    expect(parseReachabilityAddress(params)).toEqual({
      service: 'shop/orders',
      port: 80,
      from: 'west',
      to: 'east',
    });
  });

  it('loses its cell when a Service alone is chosen', () => {
    const params = writeReachabilityAddress(
      new URLSearchParams('from=west&to=east'),
      admin,
    );

    expect(parseReachabilityAddress(params)).toEqual({
      service: 'shop/orders',
      port: 9000,
    });
  });

  it.each(['port=x', 'port=-1', 'port=', 'port=1.5'])(
    'takes no port from %s',
    query => {
      expect(parseReachabilityAddress(new URLSearchParams(query))).toEqual({});
    },
  );
});

describe('findReachabilityTarget', () => {
  it('takes the worst Service when none is named', () => {
    expect(findReachabilityTarget(entries, {})).toEqual({
      entry: entries[0],
    });
    expect(entries[0].item).toBe(orders);
  });

  it('finds Service, port and cell', () => {
    expect(
      findReachabilityTarget(entries, {
        service: 'shop/orders',
        port: 9000,
        from: 'north',
        to: 'east',
      }),
    ).toEqual({ entry: entries[1], cell: admin.cells[1] });
  });

  it.each([
    ['service', { service: 'shop/gone' }],
    ['service', { service: 'shop/orders', port: 1 }],
    ['cell', { service: 'shop/orders', from: 'gone', to: 'east' }],
  ] as const)('says that the %s is missing', (missing, address) => {
    expect(findReachabilityTarget(entries, address)).toEqual({
      entry: entries[0],
      missing,
    });
  });
});
