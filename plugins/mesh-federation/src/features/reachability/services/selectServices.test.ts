import { aService } from '../../../__testUtils__/anEntityReachability';
import { buildServiceList } from './buildServiceList';
import { selectServices, type ServiceSelection } from './selectServices';

const entries = buildServiceList([
  aService('web'),
  aService('prices', { judge: () => 'conditional' }),
  aService('ledger', { port: 8443 }),
  aService('ledger', { port: 80, judge: () => 'unknown' }),
  aService('orders', {
    judge: client => (client === 'west' ? 'blocked' : 'reachable'),
  }),
]);

function select(selection: Partial<ServiceSelection>) {
  return selectServices(entries, {
    search: '',
    verdict: 'all',
    order: 'worst',
    ...selection,
  }).map(({ key }) => key);
}

describe('selectServices', () => {
  it.each([
    ['', 5],
    ['LEDG', 2],
    ['shop 8443', 1],
    ['http orders', 1],
    ['nothing', 0],
  ])('finds by name, namespace and port: "%s"', (search, count) => {
    expect(select({ search })).toHaveLength(count);
  });

  it('keeps those of one verdict that are searched for', () => {
    expect(select({ verdict: 'reachable' })).toEqual([
      'shop/web:80',
      'shop/ledger:8443',
    ]);
    expect(select({ verdict: 'reachable', search: 'led' })).toEqual([
      'shop/ledger:8443',
    ]);
  });

  it('sorts by name and port, or leaves the worst first', () => {
    expect(select({ order: 'name' })).toEqual([
      'shop/ledger:80',
      'shop/ledger:8443',
      'shop/orders:80',
      'shop/prices:80',
      'shop/web:80',
    ]);
    expect(select({ order: 'worst' })[0]).toBe('shop/orders:80');
  });
});
