import {
  finding,
  type WitnessContradiction,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WitnessRecord } from '../../database/witness/WitnessStore';
import { witnessReport } from './witnessReport';

const workload = (cluster: string, name: string) => ({
  cluster,
  namespace: 'shop',
  workload: name,
  proxy: { namespace: 'shop', pod: `${name}-1`, istiods: [] },
});

const record = (
  cluster: string,
  name: string,
  rest: Partial<WitnessRecord> = {},
): WitnessRecord => ({
  cluster,
  namespace: 'shop',
  workload: name,
  askedAt: '2026-06-01T00:00:00.000Z',
  weighing: {
    counts: { west: { confirmed: 2, contradicted: 0, unconfirmed: 1 } },
    contradictions: [],
  },
  ...rest,
});

const contradiction = (number: number): WitnessContradiction => ({
  client: { cluster: 'east', namespace: 'shop', workload: 'a' },
  provider: 'west',
  service: { namespace: 'shop', name: `orders-${number}` },
  port: 80,
  verdict: 'reachable',
  summary: 'Requests go there.',
  finding: finding('MF6201', {
    cluster: 'east',
    message: 'Nothing goes there.',
    params: { pod: 'a-1', namespace: 'shop' },
  }),
  at: new Date(Date.UTC(2026, 5, 1, 0, 0, number)).toISOString(),
});

describe('witnessReport', () => {
  it('adds up by cluster and provider, without workloads that are gone', () => {
    const report = witnessReport(
      [workload('east', 'a'), workload('east', 'b'), workload('north', 'c')],
      [
        record('east', 'a'),
        record('east', 'b', { askedAt: '2026-06-01T00:01:00.000Z' }),
        record('east', 'gone'),
      ],
    );

    expect(report).toEqual({
      clusters: [
        {
          cluster: 'east',
          asked: 2,
          workloads: 2,
          counts: { confirmed: 4, contradicted: 0, unconfirmed: 2 },
          providers: [
            {
              cluster: 'west',
              counts: { confirmed: 4, contradicted: 0, unconfirmed: 2 },
            },
          ],
          oldest: '2026-06-01T00:00:00.000Z',
        },
        {
          cluster: 'north',
          asked: 0,
          workloads: 1,
          counts: { confirmed: 0, contradicted: 0, unconfirmed: 0 },
          providers: [],
        },
      ],
      contradictions: [],
      contradictionsLeftOut: 0,
    });
  });

  it('tells why the newest question was not answered', () => {
    const problem = { kind: 'error', message: 'refused' } as const;
    const [east] = witnessReport(
      [workload('east', 'a'), workload('east', 'b')],
      [
        record('east', 'a'),
        record('east', 'b', { askedAt: '2026-06-01T00:01:00.000Z', problem }),
      ],
    ).clusters;

    expect(east?.problem).toEqual(problem);
  });

  it('shows the newest contradictions, and says how many it left out', () => {
    const { contradictions, contradictionsLeftOut } = witnessReport(
      [workload('east', 'a')],
      [
        record('east', 'a', {
          weighing: {
            counts: {},
            contradictions: Array.from({ length: 103 }, (_, number) =>
              contradiction(number),
            ),
          },
        }),
      ],
    );

    expect(contradictions).toHaveLength(100);
    expect(contradictions[0]?.service.name).toBe('orders-102');
    expect(contradictionsLeftOut).toBe(3);
  });
});
