import type { EntityReachabilityFilter } from '../../model';
import { findServices } from './findServices';
import type { SurveyedService } from './surveyServices';

function surveyed(
  namespace: string,
  name: string,
  ports: SurveyedService['ports'],
): SurveyedService {
  return { service: { namespace, name }, rank: 0, ports, cells: 1 };
}

const SERVICES = [
  surveyed('shop', 'orders', [
    { port: { name: 'http', number: 80 }, verdict: 'blocked' },
    { port: { name: 'admin', number: 9000 }, verdict: 'reachable' },
  ]),
  surveyed('shop', 'carts', [
    { port: { name: 'grpc', number: 8080 }, verdict: 'unknown' },
  ]),
  surveyed('bank', 'ledger', [{ port: { number: 80 }, verdict: 'reachable' }]),
];

describe('findServices', () => {
  it.each<[EntityReachabilityFilter, readonly string[]]>([
    [{}, ['orders', 'carts', 'ledger']],
    [{ search: 'SHOP' }, ['orders', 'carts']],
    [{ search: 'shop 80' }, ['orders', 'carts']],
    [{ search: 'orders grpc' }, []],
    [{ search: '  ' }, ['orders', 'carts', 'ledger']],
    [{ verdict: 'reachable' }, ['orders', 'ledger']],
    [{ verdict: 'reachable', search: 'http' }, []],
    [{ order: 'name' }, ['ledger', 'carts', 'orders']],
    [{ order: 'worst', search: 'shop' }, ['orders', 'carts']],
  ])('finds by %p', (filter, names) => {
    expect(
      findServices(SERVICES, filter).map(({ service }) => service.name),
    ).toEqual(names);
  });
});
