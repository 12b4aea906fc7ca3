import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  PrometheusExporter,
  PrometheusSerializer,
} from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import {
  aFederation,
  anInventory,
  aClusterState,
  NOW,
} from '@mesh-federation/fixtures';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { knownForTest } from '../../__testUtils__/knownForTest';
import { overviews, trustReport } from '../judging/mesh/meshViews';
import { createTelemetry, METRICS, registerGauges } from './metrics';
import { witnessReport } from '../mesh/witnessReport';
import { readings } from './readings';

const RULES = parse(
  readFileSync(resolve(__dirname, '../../../prometheus-rules.yaml'), 'utf8'),
) as {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
};

const NAMES = ['east', 'west', 'north'];

/** Some time after the fixtures were observed. */
const now = new Date(Date.parse(NOW) + 90_000);

/** Real instruments of the OpenTelemetry SDK, and what an exporter for Prometheus makes of them. */
async function exported(): Promise<string> {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [reader] });
  const metrics = provider.getMeter('test') as MetricsService;
  const telemetry = createTelemetry(metrics);
  telemetry.clusterObserved('east', 'answered', 1.5);
  telemetry.clusterObserved('west', 'silent', 30);
  telemetry.runEnded(
    { kind: 'join' },
    { status: 'failed', outcome: 'unknown' },
  );
  telemetry.runEnded(
    { kind: 'join' },
    { status: 'succeeded', outcome: 'not-proven' },
  );
  telemetry.leaseLost();
  const knowledge = {
    inventory: anInventory(NAMES),
    observations: NAMES.map(name => ({
      state: aClusterState(name),
    })),
    federations: [aFederation(['east', 'west'])],
    contradictions: [],
    now: now.toISOString(),
  };
  const { discovery, ...report } = trustReport(knownForTest(knowledge));
  const ends = new Date(now.getTime() + 3_600_000).toISOString();
  registerGauges(metrics, async () =>
    readings({
      clusters: overviews(knowledge),
      report: {
        ...report,
        discovery: discovery.map(pair => ({ ...pair, tokenExpiresAt: ends })),
      },
      runs: { atWork: 1, waiting: 2 },
      witness: witnessReport(
        [
          {
            cluster: 'east',
            namespace: 'shop',
            workload: 'web',
            proxy: { namespace: 'shop', pod: 'web-1', istiods: [] },
          },
        ],
        [
          {
            cluster: 'east',
            namespace: 'shop',
            workload: 'web',
            askedAt: now.toISOString(),
            weighing: {
              counts: {
                west: { confirmed: 3, contradicted: 1, unconfirmed: 0 },
              },
              contradictions: [],
            },
          },
        ],
      ),
      workerLookedAt: new Date(now.getTime() - 2000),
      now,
    }),
  );
  const { resourceMetrics, errors } = await reader.collect();
  expect(errors).toEqual([]);
  await provider.shutdown();
  return new PrometheusSerializer().serialize(resourceMetrics);
}

describe('metrics', () => {
  it('come out with their values', async () => {
    const lines = (await exported()).split('\n');

    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'mesh_federation_observation_duration_sum{cluster="east",outcome="answered"',
        ),
        expect.stringMatching(
          /^mesh_federation_runs_ended_total\{kind="join",status="failed",outcome="unknown".*\} 1$/,
        ),
        expect.stringMatching(
          /^mesh_federation_runs_ended_total\{kind="join",status="succeeded",outcome="not-proven".*\} 1$/,
        ),
        expect.stringMatching(/^mesh_federation_lease_losses_total.* 1$/),
        expect.stringMatching(
          /^mesh_federation_runs_open\{state="waiting".*\} 2$/,
        ),
        expect.stringMatching(
          /^mesh_federation_observation_age\{cluster="east".*\} 120$/,
        ),
        expect.stringMatching(
          /^mesh_federation_token_remaining\{in="east",for="west".*\} 3600$/,
        ),
        expect.stringMatching(
          /^mesh_federation_witness_answers\{cluster="east",result="contradicted".*\} 1$/,
        ),
        expect.stringMatching(/^mesh_federation_worker_silence.* 2$/),
        expect.stringMatching(
          /^mesh_federation_pairs\{relation="trust",verdict="broken",federated="true".*\} 2$/,
        ),
        expect.stringMatching(
          /^mesh_federation_pairs\{relation="trust",verdict="broken",federated="false".*\} 4$/,
        ),
        expect.stringMatching(
          /^mesh_federation_root_remaining\{cluster="west".*\} \d+$/,
        ),
      ]),
    );
  });

  it('are all told, each with its unit and meaning', async () => {
    const text = await exported();
    const told = [...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) =>
      name!.replace(/_total$/, ''),
    );

    expect(told.filter(name => name.startsWith('mesh_')).sort()).toEqual(
      Object.keys(METRICS)
        .map(name => name.replaceAll('.', '_'))
        .sort(),
    );
  });

  it('are what the rules for Prometheus ask for', async () => {
    const series = new Set(
      [...(await exported()).matchAll(/^(mesh_federation_\w+)/gm)].map(
        ([name]) => name,
      ),
    );
    const rules = RULES.groups.flatMap(group => group.rules);
    const asked = rules.map(({ alert, expr }) => ({
      alert,
      unknown: [...expr.matchAll(/mesh_federation_\w+/g)]
        .map(([name]) => name)
        .filter(name => !series.has(name)),
      selects: /mesh_federation_/.test(expr),
    }));

    expect(rules.length).toBeGreaterThan(5);
    expect(asked).toEqual(
      rules.map(({ alert }) => ({ alert, unknown: [], selects: true })),
    );
  });
});
