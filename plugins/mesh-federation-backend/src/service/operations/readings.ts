import {
  compareStrings,
  type ClusterOverview,
  type TrustReport,
  type WitnessReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Gauges by name, as in `METRICS`. */
export const GAUGES = [
  'mesh_federation.observation.age',
  'mesh_federation.pairs',
  'mesh_federation.token.remaining',
  'mesh_federation.root.remaining',
  'mesh_federation.runs.open',
  'mesh_federation.worker.silence',
  'mesh_federation.witness.answers',
] as const;

type GaugeName = (typeof GAUGES)[number];

export interface Reading {
  readonly name: GaugeName;
  readonly value: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the gauges are worked out from. */
export interface Observables {
  readonly clusters: readonly ClusterOverview[];
  readonly report: TrustReport;
  readonly runs: { readonly atWork: number; readonly waiting: number };
  readonly witness: Pick<WitnessReport, 'clusters'>;
  /** Absent: the worker has not started. */
  readonly workerLookedAt?: Date;
  readonly now: Date;
}

/**
 * The values of all gauges at this moment. What is unknown has no value: a cluster that never
 * answered has no age and no roots, and a token whose end nobody knows has no rest of life.
 */
export function readings(observables: Observables): readonly Reading[] {
  const { clusters, report, runs, witness, workerLookedAt, now } = observables;
  return [
    ...clusters.flatMap(cluster => clusterReadings(cluster, now)),
    ...pairReadings(report, inCommonFederation(clusters), now),
    {
      name: 'mesh_federation.runs.open',
      value: runs.atWork,
      attributes: { state: 'at-work' },
    },
    {
      name: 'mesh_federation.runs.open',
      value: runs.waiting,
      attributes: { state: 'waiting' },
    },
    ...witness.clusters.flatMap(witnessReadings),
    ...(workerLookedAt
      ? [
          {
            name: 'mesh_federation.worker.silence' as const,
            value: secondsBetween(workerLookedAt, now),
            attributes: {},
          },
        ]
      : []),
  ];
}

function witnessReadings({
  cluster,
  counts,
}: WitnessReport['clusters'][number]): readonly Reading[] {
  return Object.entries(counts).map(([result, value]) => ({
    name: 'mesh_federation.witness.answers',
    value,
    attributes: { cluster, result },
  }));
}

/** A cluster that does not answer is told by what is known from before, which grows old. */
function clusterReadings(
  { cluster, factsAt, roots }: ClusterOverview,
  now: Date,
): readonly Reading[] {
  const attributes = { cluster: cluster.name };
  const [firstEnd] = roots.map(({ notAfter }) => notAfter).sort(compareStrings);
  return [
    ...(factsAt === undefined
      ? []
      : [
          {
            name: 'mesh_federation.observation.age' as const,
            value: secondsBetween(new Date(factsAt), now),
            attributes,
          },
        ]),
    ...(firstEnd === undefined
      ? []
      : [
          {
            name: 'mesh_federation.root.remaining' as const,
            value: secondsBetween(now, new Date(firstEnd)),
            attributes,
          },
        ]),
  ];
}

/** Whether two clusters are members of the same federation. */
type Federated = (one: string, other: string) => boolean;

function inCommonFederation(clusters: readonly ClusterOverview[]): Federated {
  const memberships = new Map(
    clusters.map(({ cluster, federations }) => [cluster.name, federations]),
  );
  return (one, other) =>
    (memberships.get(one) ?? []).some(name =>
      memberships.get(other)?.includes(name),
    );
}

function pairReadings(
  { trust, discovery }: TrustReport,
  federated: Federated,
  now: Date,
): readonly Reading[] {
  return [
    ...countByVerdict(
      'trust',
      trust.map(({ from, to, verdict }) => ({
        verdict,
        federated: federated(from, to),
      })),
    ),
    ...countByVerdict(
      'discovery',
      discovery.map(pair => ({
        verdict: pair.verdict,
        federated: federated(pair.in, pair.for),
      })),
    ),
    ...discovery.flatMap(({ in: reader, for: read, tokenExpiresAt }) =>
      tokenExpiresAt === undefined
        ? []
        : [
            {
              name: 'mesh_federation.token.remaining' as const,
              value: secondsBetween(now, new Date(tokenExpiresAt)),
              attributes: { in: reader, for: read },
            },
          ],
    ),
  ];
}

/** Verdicts that no pair has are told as well, so that an alert sees them end. */
const VERDICTS = {
  trust: ['verified', 'verified-by-overlap', 'one-way', 'broken', 'unknown'],
  discovery: ['synced', 'not-synced', 'absent', 'unknown'],
} as const;

function countByVerdict(
  relation: keyof typeof VERDICTS,
  pairs: readonly { readonly verdict: string; readonly federated: boolean }[],
): readonly Reading[] {
  return VERDICTS[relation].flatMap(verdict =>
    [true, false].map(federated => ({
      name: 'mesh_federation.pairs' as const,
      value: pairs.filter(
        pair => pair.verdict === verdict && pair.federated === federated,
      ).length,
      attributes: { relation, verdict, federated: String(federated) },
    })),
  );
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
