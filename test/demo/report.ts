import type {
  DiscoveryRelation,
  TrustRelation,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { TrafficRow } from './traffic.ts';

/** What `--once` prints. */
export interface DemoResult {
  readonly federation: string;
  readonly clusters: readonly string[];
  readonly trust: readonly Pick<
    TrustRelation,
    'from' | 'to' | 'verdict' | 'root'
  >[];
  readonly remoteSecrets: readonly {
    readonly in: string;
    readonly for: string;
    readonly sync: DiscoveryRelation['verdict'];
  }[];
  readonly traffic: readonly TrafficRow[];
  /** Zero when the clusters were joined already. */
  readonly firstPlanSteps: number;
  readonly secondPlanSteps: number;
  readonly timings: Readonly<Record<string, number>>;
}

export function demoResult(options: {
  readonly federation: string;
  readonly clusters: readonly string[];
  readonly report: TrustReport;
  readonly traffic: readonly TrafficRow[];
  readonly firstPlanSteps: number;
  readonly secondPlanSteps: number;
  readonly timings: Readonly<Record<string, number>>;
}): DemoResult {
  const { report, ...rest } = options;
  return {
    federation: rest.federation,
    clusters: rest.clusters,
    trust: report.trust.map(({ from, to, verdict, root }) => ({
      from,
      to,
      verdict,
      ...(root && { root }),
    })),
    remoteSecrets: report.discovery.map(relation => ({
      in: relation.in,
      for: relation.for,
      sync: relation.verdict,
    })),
    traffic: rest.traffic,
    firstPlanSteps: rest.firstPlanSteps,
    secondPlanSteps: rest.secondPlanSteps,
    timings: rest.timings,
  };
}

/** What does not hold, one sentence each; empty when all does. */
export function failures(result: DemoResult): readonly string[] {
  return [
    ...result.trust
      .filter(({ verdict, root }) => verdict !== 'verified' || !root)
      .map(
        ({ from, to, verdict }) => `trust from ${from} to ${to} is ${verdict}`,
      ),
    ...result.remoteSecrets
      .filter(({ sync }) => sync !== 'synced')
      .map(
        secret =>
          `the remote secret in ${secret.in} for ${secret.for} is ${secret.sync}`,
      ),
    ...result.traffic.flatMap(row => [
      ...(row.before === 200 && result.firstPlanSteps > 0
        ? [`${row.from} reached ${row.service} before the join`]
        : []),
      ...(row.after !== 200
        ? [`${row.from} gets ${row.after} from ${row.service}`]
        : []),
      ...(row.after === 200 && row.answeredBy !== row.to
        ? [`${row.service} was answered by ${row.answeredBy ?? 'nobody'}`]
        : []),
      ...(row.after === 200 && !row.viaGateway
        ? [
            `traffic from ${row.from} to ${row.service} did not pass the east-west gateway of ${row.to}`,
          ]
        : []),
    ]),
    ...(result.secondPlanSteps > 0
      ? [
          `a second plan has ${result.secondPlanSteps} steps, it should have none`,
        ]
      : []),
  ];
}

/** The result for people: who reaches whom over what trust. */
export function describe(result: DemoResult): string {
  const lines = result.trust.map(({ from, to, verdict, root }) => {
    const secret = result.remoteSecrets.find(
      candidate => candidate.in === from && candidate.for === to,
    );
    const row = result.traffic.find(
      candidate => candidate.from === from && candidate.to === to,
    );
    return (
      `  ${from} → ${to}: trust ${verdict}${
        root ? ` by root ${root.slice(0, 16)}…` : ''
      }, ` +
      `discovery ${secret?.sync ?? 'unknown'}, ` +
      `request ${
        row
          ? `${row.before || 'no answer'} before, ${
              row.after || 'no answer'
            } after`
          : 'not made'
      }` +
      `${row?.viaGateway ? ` through gateway ${row.viaGateway}` : ''}`
    );
  });
  return `Federation ${result.federation}:\n${lines.join('\n')}\n`;
}
