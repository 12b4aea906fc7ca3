import {
  optional,
  LEGS,
  SERVICE_VERDICTS,
  finding,
  headlineOf,
  serviceVerdict,
  type EntityReachability,
  type Evidence,
  type LegName,
  type LegResult,
  type Reachability,
  type ReachabilityCell,
  type ReachabilityFilter,
  type ReachabilitySurvey,
  type ReachabilityVerdict,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from '@mesh-federation/fixtures';
import { aFinding } from './aFinding';
import { OBSERVED_AT } from './anOverview';

const SUMMARIES: Readonly<Record<ReachabilityVerdict, string>> = {
  reachable: 'Requests arrive over mutual TLS.',
  standby:
    'Requests go to endpoints of east as long as enough of them are healthy (localities).',
  conditional: 'Only with method GET.',
  blocked: 'The client cluster does not trust the root of the provider.',
  unknown: 'PeerAuthentications of the provider were not observed.',
};

/**
 * One cell; in one cluster the path is local, between two it goes through the provider's gateway.
 */
export function aCell(
  client: string,
  provider: string,
  verdict: ReachabilityVerdict,
  overrides: Partial<ReachabilityCell> = {},
): ReachabilityCell {
  const open = verdict === 'reachable' || verdict === 'conditional';
  return {
    client: { cluster: client },
    provider,
    port: 80,
    verdict,
    summary:
      verdict === 'blocked'
        ? `${client} does not trust the root of ${provider}.`
        : SUMMARIES[verdict],
    ...optional({
      firstBroken:
        verdict === 'blocked' ? { leg: 'identity', code: 'MF2001' } : undefined,
    }),
    path:
      client === provider
        ? { kind: 'local' }
        : {
            kind: 'gateway',
            network: `network-${provider}`,
            gateways: [{ address: '198.51.100.4', port: 15443 }],
          },
    security: open
      ? {
          kind: 'mutual-tls',
          clientVerifiesBy: aCertificate(provider).fingerprint,
          serverVerifiesBy: aCertificate(client).fingerprint,
          serverIdentities: ['spiffe://cluster.local/ns/shop/sa/orders'],
          plaintextAccepted: false,
        }
      : { kind: verdict === 'unknown' ? 'unknown' : 'none' },
    conditions:
      verdict === 'conditional'
        ? [
            {
              on: 'request',
              text: 'Only with method GET.',
              evidence: [],
              finding: aFinding({ code: 'MF6007' }),
            },
          ]
        : [],
    doubts: [],
    at: OBSERVED_AT,
    ...overrides,
  };
}

/** Says which verdict a client cluster has towards a provider. */
export type Judge = (client: string, provider: string) => ReachabilityVerdict;

export function aService(
  name: string,
  options: {
    readonly clusters?: readonly string[];
    readonly providers?: readonly string[];
    readonly judge?: Judge;
    readonly port?: number;
    readonly namespace?: string;
  } = {},
): ServiceReachability {
  const {
    clusters = ['east', 'north', 'west'],
    providers = ['east'],
    judge = () => 'reachable',
    port = 80,
    namespace = 'shop',
  } = options;
  return {
    service: { namespace, name },
    port: { name: 'http', number: port },
    clusters,
    providers,
    cells: clusters.flatMap(client =>
      providers.map(provider =>
        aCell(client, provider, judge(client, provider), { port }),
      ),
    ),
  };
}

/** Of the Services given, as the backend surveys them; without any of none. */
export function aSurvey(
  overrides: Partial<ReachabilitySurvey> = {},
  items: readonly ServiceReachability[] = [],
): ReachabilitySurvey {
  const verdicts = items.map(serviceVerdict);
  return {
    services: new Set(
      items.map(({ service }) => `${service.namespace}/${service.name}`),
    ).size,
    unexamined: 0,
    verdicts: SERVICE_VERDICTS.flatMap(verdict => {
      const count = verdicts.filter(item => item === verdict).length;
      return count === 0 ? [] : [{ verdict, count }];
    }),
    clients: headlineOf(items).clients.map(({ cluster, state }) => ({
      cluster,
      state,
    })),
    ...overrides,
  };
}

/** Component orders with one Service in east, reached from east and north and not from west. */
export function anEntityReachability(
  overrides: Partial<EntityReachability> = {},
): EntityReachability {
  const items = overrides.items ?? [
    aService('orders', {
      judge: client => (client === 'west' ? 'blocked' : 'reachable'),
    }),
  ];
  return {
    entityRef: 'component:default/orders',
    matchedBy: 'kubernetes-id',
    presence: [
      {
        cluster: 'east',
        presence: 'present',
        services: [{ namespace: 'shop', name: 'orders' }],
      },
      { cluster: 'north', presence: 'absent', services: [] },
      { cluster: 'west', presence: 'absent', services: [] },
    ],
    items,
    survey: aSurvey({}, items),
    needs: [],
    undeclared: [],
    parts: [],
    at: OBSERVED_AT,
    ...overrides,
  };
}

function evidenceOf(leg: LegName, cluster: string): Evidence {
  return {
    cluster,
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'istio-system',
      name: `facts-of-${leg}`,
    },
    field: 'caCertificates',
    value: `value of ${leg}`,
    at: OBSERVED_AT,
  };
}

function aLeg(leg: LegName, cell: ReachabilityCell): LegResult {
  const { client, provider } = cell;
  const evidence = [evidenceOf(leg, client.cluster)];
  const base = {
    leg,
    findings: [],
    missing: [],
    conditions: [],
    doubts: [],
    unread: [],
    evidence,
  };
  if (cell.firstBroken?.leg === leg) {
    return {
      ...base,
      status: 'violated',
      summary: cell.summary,
      findings: [
        finding('MF2001', {
          cluster: client.cluster,
          peer: provider,
          message: cell.summary,
          params: { federation: 'federation demo' },
          remedy: {
            cluster: client.cluster,
            text: "kubectl create --filename - <<'END'\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: mesh-federation\n  namespace: istio-system\nEND",
          },
          evidence,
        }),
      ],
    };
  }
  if (cell.verdict === 'unknown' && leg === 'policy') {
    return {
      ...base,
      status: 'unknown',
      summary: cell.summary,
      missing: [
        {
          cluster: provider,
          what: 'PeerAuthentications',
          reason: 'connect ECONNREFUSED 192.0.2.7:6443',
          at: OBSERVED_AT,
        },
      ],
    };
  }
  return {
    ...base,
    status: 'satisfied',
    summary: `Nothing is wrong with ${leg} from ${client.cluster} to ${provider}.`,
    conditions: leg === 'policy' ? cell.conditions : [],
  };
}

/**
 * A cell with its six legs: the first broken one with a finding, the policy leg with what is
 * missing.
 */
export function anExplanation(
  item: ServiceReachability,
  cell: ReachabilityCell,
): Reachability {
  return {
    ...cell,
    service: item.service,
    unread: [],
    legs: LEGS.map(leg => aLeg(leg, cell)),
  };
}

/** What the backend answers when both clusters and a port are given. */
export function explain(
  reachability: EntityReachability,
  filter: ReachabilityFilter,
): EntityReachability {
  const { from, to, port } = filter;
  return {
    ...reachability,
    items: reachability.items
      .filter(item => port === undefined || item.port.number === port)
      .map(item => {
        const cell = item.cells.find(
          c => c.client.cluster === from && c.provider === to,
        );
        return cell
          ? { ...item, cells: [cell], explanation: anExplanation(item, cell) }
          : { ...item, cells: [] };
      }),
  };
}
