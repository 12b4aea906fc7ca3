import { aService } from '../../../__testUtils__/anEntityReachability';
import { buildReachabilityMatrix } from './buildReachabilityMatrix';

describe('buildReachabilityMatrix', () => {
  it('puts client clusters into rows and providers into columns', () => {
    const item = aService('orders', { providers: ['east', 'west'] });
    const { providers, rows } = buildReachabilityMatrix(item);

    expect(providers).toEqual(['east', 'west']);
    expect(rows.map(row => row.client)).toEqual(['east', 'north', 'west']);
    expect(
      rows[1].cells.map(cell => [cell?.client.cluster, cell?.provider]),
    ).toEqual([
      ['north', 'east'],
      ['north', 'west'],
    ]);
  });

  it('leaves a place for a cell that was not reported', () => {
    const item = aService('orders');

    expect(
      buildReachabilityMatrix({ ...item, cells: item.cells.slice(1) }).rows[0]
        .cells,
    ).toEqual([undefined]);
  });
});
