import type {
  ReachabilityVerdict,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { languageFaults } from '@mesh-federation/fixtures';
import {
  aService,
  type Judge,
} from '../../../__testUtils__/anEntityReachability';
import { inEnglish } from '../../../__testUtils__/inEnglish';
import { describeReachability } from './describeReachability';

const CLUSTERS = ['east', 'north', 'west'];

function describeItems(...items: readonly ServiceReachability[]): string {
  const { headline, exceptions, remarks } = describeReachability(items, {
    name: 'orders',
    t: inEnglish(),
  });
  return [headline, ...exceptions.map(({ text }) => text), ...remarks].join(
    ' ',
  );
}

function describeOne(judge: Judge, providers = ['east']): string {
  return describeItems(aService('orders', { providers, judge }));
}

const VERDICTS = Object.keys({
  reachable: true,
  standby: true,
  conditional: true,
  blocked: true,
  unknown: true,
} satisfies Record<ReachabilityVerdict, true>) as ReachabilityVerdict[];

/** For no, one and two clusters of the first verdict, and some of the second, Services of each. */
const HEADLINES = VERDICTS.flatMap(first =>
  VERDICTS.flatMap(second =>
    [0, 1, 2].flatMap(clients =>
      [0, 1, 2].flatMap(providers =>
        [1, 2, 4].flatMap(clusters =>
          [1, 2].map(
            services =>
              [first, second, clients, providers, clusters, services] as const,
          ),
        ),
      ),
    ),
  ),
);

/** The Service with all open connections protected as given. */
function secured(
  item: ServiceReachability,
  kind: 'plaintext' | 'unknown',
  client?: string,
): ServiceReachability {
  return {
    ...item,
    cells: item.cells.map(cell =>
      !client || cell.client.cluster === client
        ? { ...cell, security: { kind } }
        : cell,
    ),
  };
}

describe('describeReachability', () => {
  it.each<[string, Judge, string]>([
    [
      'all reach it',
      () => 'reachable',
      'orders is reachable over mutual TLS from all 3 clusters.',
    ],
    [
      'one does not',
      client => (client === 'west' ? 'blocked' : 'reachable'),
      'orders is not reachable from west, and reachable over mutual TLS from east and north. From west it is not: west does not trust the root of east.',
    ],
    [
      'one is not known',
      client => (client === 'west' ? 'unknown' : 'reachable'),
      'orders is not known to be reachable from west, and reachable over mutual TLS from east and north. From west it is unknown: PeerAuthentications of the provider were not observed.',
    ],
    [
      'one has to meet a condition',
      client => (client === 'west' ? 'conditional' : 'reachable'),
      'orders is reachable only under conditions from west, and reachable over mutual TLS from east and north. From west it is conditional: Only with method GET.',
    ],
    [
      'none reaches it',
      client => (client === 'east' ? 'blocked' : 'unknown'),
      'orders is not reachable from east, and not known to be reachable from north and west. From east it is not: east does not trust the root of east. From north, west it is unknown: PeerAuthentications of the provider were not observed.',
    ],
    [
      'all are unknown',
      () => 'unknown',
      'It is unknown from where orders is reachable. From east, north, west it is unknown: PeerAuthentications of the provider were not observed.',
    ],
  ])('tells how it is when %s', (_case, judge, sentence) => {
    expect(describeOne(judge)).toBe(sentence);
  });

  it('says none when every cluster is refused', () => {
    expect(describeOne(() => 'blocked')).toMatch(
      /^orders is not reachable from any cluster\. From east it is not: /,
    );
  });

  it('names the provider whose endpoints are not reached', () => {
    const judge: Judge = (client, provider) =>
      provider === 'west' && client !== 'west' ? 'blocked' : 'reachable';

    expect(describeOne(judge, ['east', 'west'])).toBe(
      'orders is reachable only in part from east and north, and reachable over mutual TLS from west. From east, north it is not in west: east does not trust the root of west.',
    );
  });

  it('does not call reachable what is blocked between clusters that are not joined', () => {
    const { headline, tone } = describeReachability(
      [
        aService('orders', {
          clusters: ['east', 'west'],
          providers: ['east', 'west'],
          judge: (client, provider) =>
            client === provider ? 'reachable' : 'blocked',
        }),
      ],
      { name: 'orders', t: inEnglish() },
    );

    expect(headline).toBe(
      'orders is reachable only in part from both clusters.',
    );
    expect(tone).toBe('partial');
  });

  it('says where nothing runs that could answer', () => {
    const item = aService('orders', {
      clusters: ['east', 'west'],
      providers: ['east', 'west'],
      judge: (_client, provider) =>
        provider === 'west' ? 'blocked' : 'reachable',
    });
    const cells = item.cells.map(cell =>
      cell.provider === 'west' ? { ...cell, idle: true as const } : cell,
    );

    expect(describeItems({ ...item, cells })).toBe(
      'orders is reachable over mutual TLS from both clusters. No endpoint of it is ready in west.',
    );
  });

  it('is not green about a provider of which nothing is known', () => {
    const judge: Judge = (_client, provider) =>
      provider === 'west' ? 'unknown' : 'reachable';

    expect(describeOne(judge, ['east', 'west'])).toContain(
      'From east, north, west it is unknown in west:',
    );
  });

  it('counts several Services, and tells of each cluster the worst, which it names', () => {
    expect(
      describeItems(
        aService('orders'),
        aService('prices', {
          port: 8080,
          judge: client => (client === 'north' ? 'blocked' : 'reachable'),
        }),
      ),
    ).toBe(
      '1 of 2 Services and ports of orders is not reachable from every cluster. From north shop/prices:8080 is not: north does not trust the root of east.',
    );
  });

  it.each([
    ['in plaintext', secured(aService('orders'), 'plaintext')],
    ['partly in plaintext', secured(aService('orders'), 'plaintext', 'west')],
  ])('says when requests go %s', (words, item) => {
    expect(describeItems(item)).toBe(
      `orders is reachable ${words} from all 3 clusters.`,
    );
  });

  it('claims no mutual TLS where it is not known', () => {
    expect(describeItems(secured(aService('orders'), 'unknown', 'west'))).toBe(
      'orders is reachable from all 3 clusters, but it is unknown how protected.',
    );
  });

  it('tells the first three troubles of many clusters and counts the rest', () => {
    const clusters = ['a', 'b', 'c', 'd', 'e', ...CLUSTERS];

    expect(
      describeItems(aService('orders', { clusters, judge: () => 'blocked' })),
    ).toMatch(
      /From c it is not: [^:]+\. From 5 more clusters it is not, not wholly, or not known\.$/,
    );
  });

  it('tells of a Service with nothing behind it beside one that answers', () => {
    expect(
      describeItems(aService('orders'), aService('spare', { providers: [] })),
    ).toMatch(
      /^1 of 2 Services and ports of orders has no endpoints in any cluster\. shop\/spare:80 has no endpoints in any cluster\.$/,
    );
  });

  it.each([
    ['orders is reachable over mutual TLS from east, the only cluster.', 1],
    ['orders is reachable over mutual TLS from both clusters.', 2],
  ])('says: %s', (words, count) => {
    const clusters = CLUSTERS.slice(0, count);

    expect(describeItems(aService('orders', { clusters }))).toBe(words);
  });

  it.each<[string, Judge]>([
    [
      'All 2 Services and ports of orders are reachable over mutual TLS from all 3 clusters.',
      () => 'reachable',
    ],
    [
      '2 of 2 Services and ports of orders are not known to be reachable from every cluster.',
      client => (client === 'west' ? 'unknown' : 'reachable'),
    ],
  ])('says of several: %s', (words, judge) => {
    const items = ['a', 'b'].map(name => aService(name, { judge }));

    expect(describeItems(...items).startsWith(words)).toBe(true);
  });

  it('counts all Services, those that are not loaded as well, and is not green about what was not looked at', () => {
    const { headline, tone, remarks } = describeReachability(
      [aService('orders')],
      {
        name: 'orders',
        t: inEnglish(),
        survey: {
          services: 500,
          unexamined: 2,
          verdicts: [
            { verdict: 'partly', count: 1 },
            { verdict: 'reachable', count: 497 },
          ],
          clients: [{ cluster: 'east', state: 'partly' }],
        },
      },
    );

    expect(headline).toBe(
      '1 of 498 Services and ports of orders is reachable only in part.',
    );
    expect(tone).toBe('partial');
    expect(remarks).toEqual([
      '2 more Services were not looked at: nothing is known of them.',
    ]);
  });

  it('says that there is nothing behind the only Service', () => {
    expect(describeItems(aService('orders', { providers: [] }))).toBe(
      'orders has no endpoints in any cluster.',
    );
  });

  it('is in good English for every verdict of 0, 1 and 2 clients, providers and Services', () => {
    const all = ['east', 'north', 'south', 'west'];
    const faults = HEADLINES.map(
      ([first, second, clients, providers, clusters, services]) => {
        const names = all.slice(0, clusters);
        const judge: Judge = (client, provider) =>
          all.indexOf(client) < clients || client === provider ? first : second;
        const text = describeItems(
          ...['orders', 'prices'].slice(0, services).map(name =>
            aService(name, {
              clusters: names,
              providers: names.slice(0, providers),
              judge,
            }),
          ),
        );
        return {
          text,
          faults: languageFaults(text, { sentence: true, names: ['orders'] }),
        };
      },
    ).filter(item => item.faults.length > 0);

    expect(faults).toEqual([]);
  });

  it.each([1, 2])(
    'says nothing of reachable when none was looked at of %d',
    unexamined => {
      const { headline, tone, remarks } = describeReachability([], {
        name: 'orders',
        t: inEnglish(),
        survey: {
          services: unexamined,
          unexamined,
          verdicts: [],
          clients: [],
        },
      });

      expect(headline).toBe('It is unknown from where orders is reachable.');
      expect(tone).toBe('unknown');
      expect(
        remarks.flatMap(text => languageFaults(text, { sentence: true })),
      ).toEqual([]);
    },
  );

  it('gives with each exception the cell that says why', () => {
    const item = aService('orders', {
      judge: client => (client === 'west' ? 'blocked' : 'reachable'),
    });
    const { exceptions, tone } = describeReachability([item], {
      name: 'orders',
      t: inEnglish(),
    });

    expect(tone).toBe('danger');
    expect(exceptions).toMatchObject([
      { tone: 'danger', client: { cause: { provider: 'east' }, item } },
    ]);
  });
});
