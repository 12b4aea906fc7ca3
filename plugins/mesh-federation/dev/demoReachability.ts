import {
  optional,
  type EntityMesh,
  type EntityReachability,
  type ReachabilityVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFinding } from '../src/__testUtils__/aFinding';
import { anEntityMesh } from '../src/__testUtils__/anEntityMesh';
import {
  aCell,
  aService,
  anEntityReachability,
} from '../src/__testUtils__/anEntityReachability';
import { anOverview, aStaleOverview } from '../src/__testUtils__/anOverview';
import { aResponseError } from '../src/__testUtils__/aResponseError';
import { aTrustReport } from '../src/__testUtils__/aTrustReport';

const NAMES = [
  'accounts',
  'basket',
  'billing',
  'catalog',
  'checkout',
  'delivery',
  'events',
  'frontend',
  'gateway',
  'inventory',
  'invoices',
  'ledger',
  'mailer',
  'orders',
  'payments',
  'pricing',
  'recommendations-for-returning-customers',
  'reviews',
  'search',
  'tracking',
];

const PRESENT = {
  cluster: 'east',
  presence: 'present',
  services: [{ namespace: 'shop', name: 'orders' }],
} as const;
const unseen = (cluster: string) =>
  ({
    cluster,
    presence: 'unknown',
    services: [],
    reason: `Services of ${cluster} were not observed: connect ECONNREFUSED 192.0.2.7:6443`,
  } as const);
/** Nothing is known of a cluster that is dead. */
const unknownTrust = aTrustReport(['east', 'west'], () => [
  'unknown',
  'unknown',
]);
const absent = (cluster: string) =>
  ({ cluster, presence: 'absent', services: [] } as const);

/** Every verdict in some cell, which no real mesh would show. */
function verdictOf(index: number, client: string): ReachabilityVerdict {
  if (client === 'east') return 'reachable';
  if (index % 7 === 3) return 'blocked';
  if (index % 9 === 4) return 'unknown';
  return index % 5 === 1 && client === 'west' ? 'conditional' : 'reachable';
}

function many(count: number): EntityReachability {
  return anEntityReachability({
    items: Array.from({ length: count }, (_, index) =>
      aService(
        count > NAMES.length
          ? `${NAMES[index % NAMES.length]}-${Math.floor(index / NAMES.length)}`
          : NAMES[index],
        {
          judge: client => verdictOf(index, client),
          providers: index % 3 === 0 ? ['east', 'west'] : ['east'],
          port: index % 2 === 0 ? 80 : 8443,
        },
      ),
    ),
  });
}

function mixed(): EntityReachability {
  const clusters = ['east', 'north', 'south', 'west'];
  const item = aService('orders', {
    clusters,
    providers: ['east', 'north'],
    judge: (client, provider) => {
      if (client === 'south') return 'unknown';
      if (client === 'west') return 'blocked';
      return provider === 'north' && client === 'east'
        ? 'conditional'
        : 'reachable';
    },
  });
  return anEntityReachability({
    items: [
      {
        ...item,
        cells: item.cells.map(cell =>
          cell.client.cluster === 'north' && cell.provider === 'north'
            ? aCell('north', 'north', 'reachable', {
                doubts: ['EnvoyFilter shop/limits selects the client'],
                security: {
                  kind: 'mutual-tls',
                  serverIdentities: [
                    'spiffe://cluster.local/ns/shop/sa/orders',
                  ],
                  plaintextAccepted: true,
                },
              })
            : cell,
        ),
      },
    ],
    presence: [
      PRESENT,
      { ...PRESENT, cluster: 'north' },
      unseen('south'),
      absent('west'),
    ],
    needs: [
      {
        entityRef: 'component:default/payments',
        relation: 'dependsOn',
        verdict: 'blocked',
        summary: 'payments cannot be reached from north.',
        from: [
          {
            cluster: 'east',
            verdict: 'reachable',
            summary: 'Requests arrive over mutual TLS.',
            client: { cluster: 'east' },
            service: { namespace: 'pay', name: 'payments' },
            port: 8443,
            provider: 'east',
          },
          {
            cluster: 'north',
            verdict: 'blocked',
            summary: 'north has no remote secret for east.',
            client: { cluster: 'north' },
            service: { namespace: 'pay', name: 'payments' },
            port: 8443,
            provider: 'east',
            entityRef: 'component:default/payments',
          },
        ],
      },
      {
        entityRef: 'api:default/prices',
        relation: 'consumesApi',
        verdict: 'no-service',
        summary: 'No Service of the API’s providers was found.',
        from: [],
      },
      {
        entityRef: 'component:default/ledger',
        relation: 'dependsOn',
        verdict: 'reachable',
        summary: 'ledger is reachable from both clusters.',
        from: [],
      },
    ],
    undeclared: NAMES.slice(0, 14).map((name, index) => ({
      service: { namespace: 'shop', name },
      ...optional({
        entityRef: index % 2 ? `component:default/${name}` : undefined,
      }),
      from: ['east', 'north'],
    })),
  });
}

async function forbidden(): Promise<never> {
  throw await aResponseError(403, {
    name: 'NotAllowedError',
    message: 'Unauthorized',
  });
}

/** What the backend would answer about an entity of this name. */
export const demoReachability: Readonly<
  Record<string, () => Promise<EntityReachability>>
> = {
  orders: async () => anEntityReachability(),
  mixed: async () => mixed(),
  many: async () => many(20),
  huge: async () => many(500),
  good: async () => anEntityReachability({ items: [aService('orders')] }),
  single: async () =>
    anEntityReachability({
      items: [aService('orders', { clusters: ['east'] })],
      presence: [PRESENT],
    }),
  dead: async () =>
    anEntityReachability({
      items: [
        aService('orders', {
          providers: ['east', 'west'],
          judge: (client, provider) =>
            client === 'west' || provider === 'west' ? 'unknown' : 'reachable',
        }),
      ],
      presence: [PRESENT, absent('north'), unseen('west')],
    }),
  policy: async () =>
    anEntityReachability({
      items: [
        {
          ...aService('orders', { providers: ['east', 'west'] }),
          cells: ['east', 'north', 'west'].flatMap(client =>
            ['east', 'west'].map(provider =>
              aCell(client, provider, 'conditional', {
                summary: `Not from data/client and 2 more: AuthorizationPolicy shop/deny-other-namespaces in ${provider} denies the requests.`,
              }),
            ),
          ),
        },
      ],
      presence: [PRESENT, absent('north'), { ...PRESENT, cluster: 'west' }],
    }),
  'one-cluster': async () =>
    anEntityReachability({
      items: [aService('orders')],
      presence: [PRESENT, absent('north'), absent('west')],
    }),
  forbidden,
  'no-annotation': async () =>
    anEntityReachability({ matchedBy: 'none', items: [], presence: [] }),
  'no-match': async () =>
    anEntityReachability({
      items: [],
      presence: [absent('east'), absent('north')],
    }),
  'match-unknown': async () =>
    anEntityReachability({
      items: [],
      presence: [absent('east'), absent('north'), unseen('west')],
    }),
  empty: async () => anEntityReachability({ items: [], presence: [] }),
  error: () => Promise.reject(new Error('The backend is away.')),
  loading: () => new Promise(() => {}),
  system: async () =>
    anEntityReachability({
      matchedBy: 'none',
      items: [],
      presence: [],
      parts: [
        [
          'orders',
          'blocked',
          'From west it is not reachable: west does not trust the root of east.',
        ],
        [
          'payments',
          'unknown',
          'PeerAuthentications of north were not observed.',
        ],
        ['jobs', 'no-service', 'No cluster has a Service of it.'],
        ['prices', 'conditional', 'Only with method GET.'],
        ['web', 'reachable', 'Reachable over mutual TLS from all 3 clusters.'],
      ].map(([name, verdict, summary]) => ({
        entityRef: `component:default/${name}`,
        verdict: verdict as ReachabilityVerdict,
        summary,
      })),
    }),
};

/** What is known of the clusters of such an entity. */
export async function demoMesh(name: string): Promise<EntityMesh> {
  const presence = [PRESENT, absent('north'), absent('west')];
  switch (name) {
    case 'loading':
      return new Promise(() => {});
    case 'forbidden':
      return forbidden();
    case 'dead':
      return anEntityMesh({
        presence: [PRESENT, absent('north'), unseen('west')],
        trust: unknownTrust.trust,
        discovery: unknownTrust.discovery,
        clusters: [
          anOverview('east'),
          anOverview('north'),
          aStaleOverview('west'),
        ],
      });
    case 'no-annotation':
    case 'empty':
      return anEntityMesh({ matchedBy: 'none', presence: [], clusters: [] });
    case 'no-match':
    case 'match-unknown':
      return anEntityMesh({ presence: [absent('east'), absent('north')] });
    default:
      return anEntityMesh({
        presence,
        clusters: [anOverview('east'), anOverview('north'), anOverview('west')],
        findings: [aFinding()],
      });
  }
}
