import { aService } from '../../../__testUtils__/anEntityReachability';
import { buildServiceList } from './buildServiceList';
import { countVerdicts } from './countVerdicts';

const entries = buildServiceList([
  aService('web'),
  aService('idle', { providers: [] }),
  aService('prices', { judge: () => 'conditional' }),
  aService('ledger', { judge: () => 'unknown', port: 8443 }),
  aService('spread', {
    providers: ['east', 'west'],
    judge: (_client, provider) =>
      provider === 'west' ? 'blocked' : 'reachable',
  }),
  aService('orders', {
    judge: client => (client === 'west' ? 'blocked' : 'reachable'),
  }),
]);

describe('buildServiceList', () => {
  it('sorts the worst first', () => {
    expect(entries.map(e => [e.key, e.verdict])).toEqual([
      ['shop/orders:80', 'blocked'],
      ['shop/ledger:8443', 'unknown'],
      ['shop/idle:80', 'no-endpoints'],
      ['shop/spread:80', 'partly'],
      ['shop/prices:80', 'conditional'],
      ['shop/web:80', 'reachable'],
    ]);
  });

  it('counts a Service with providers and without cells as unknown', () => {
    const [entry] = buildServiceList([{ ...aService('web'), cells: [] }]);

    expect(entry.verdict).toBe('unknown');
  });

  it('counts the verdicts', () => {
    expect(countVerdicts(entries)).toEqual({
      blocked: 1,
      unknown: 1,
      'no-endpoints': 1,
      partly: 1,
      conditional: 1,
      standby: 0,
      reachable: 1,
    });
  });
});
