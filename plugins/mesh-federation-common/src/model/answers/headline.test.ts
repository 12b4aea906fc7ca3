import { headlineOf } from './headline';
import type { JudgedCell } from './clientState';
import { serviceVerdict } from './serviceVerdict';

/** A matrix in letters: rows are clients, columns are providers, both sorted. */
function aMatrix(rows: Readonly<Record<string, string>>) {
  const clusters = Object.keys(rows);
  const verdicts = {
    r: 'reachable',
    c: 'conditional',
    b: 'blocked',
    u: 'unknown',
    i: 'blocked',
  } as const;
  const width = Math.max(...Object.values(rows).map(row => row.length));
  const providers = clusters.slice(0, width);
  const cells = clusters.flatMap(cluster =>
    providers.flatMap((provider, column): readonly JudgedCell[] => {
      const letter = rows[cluster]![column] as keyof typeof verdicts | '.';
      if (letter === '.') return [];
      const verdict = verdicts[letter];
      return letter === 'i'
        ? [{ client: { cluster }, provider, verdict, idle: true }]
        : [{ client: { cluster }, provider, verdict }];
    }),
  );
  return { clusters, providers, cells };
}

describe('headlineOf', () => {
  it.each([
    ['every cell is green', { a: 'rr', b: 'rr' }, 'a reaches, b reaches', ''],
    ['clusters are not joined', { a: 'rb', b: 'br' }, 'a partly, b partly', ''],
    ['one is refused by all', { a: 'rr', b: 'bb' }, 'b blocked, a reaches', ''],
    ['one is not known', { a: 'ru', b: 'rr' }, 'a partly, b reaches', ''],
    ['nothing is known', { a: 'uu', b: 'bu' }, 'a unknown, b unknown', ''],
    ['a cell is missing', { a: 'r.', b: 'rr' }, 'a partly, b reaches', ''],
    ['a row is missing', { a: '..', b: 'rr' }, 'a unknown, b reaches', ''],
    [
      'a condition is to be met',
      { a: 'rc', b: 'rr' },
      'a conditional, b reaches',
      '',
    ],
    ['nothing runs in b', { a: 'ri', b: 'ri' }, 'a reaches, b reaches', 'b'],
    [
      'nothing runs in b and the way to a is broken',
      { a: 'ri', b: 'bi' },
      'b blocked, a reaches',
      'b',
    ],
    ['nothing runs anywhere', { a: 'ii', b: 'ii' }, 'a blocked, b blocked', ''],
    [
      'a provider is not known and nothing runs in the other',
      { a: 'ui', b: 'ui' },
      'a unknown, b unknown',
      'b',
    ],
  ])('says the worst first when %s', (_case, rows, clients, idle) => {
    const headline = headlineOf([aMatrix(rows)]);

    expect(
      headline.clients
        .map(({ cluster, state }) => `${cluster} ${state}`)
        .join(', '),
    ).toBe(clients);
    expect(headline.idle.join(', ')).toBe(idle);
  });

  it('is never better than the worst cell that counts', () => {
    const letters = ['r', 'c', 'b', 'u', 'i', '.'];
    const rows = letters.flatMap(x => letters.map(y => `${x}${y}`));
    for (const a of rows) {
      for (const b of rows) {
        const item = aMatrix({ a, b });
        const green = serviceVerdict(item) === 'reachable';
        expect([a, b, green]).toEqual([
          a,
          b,
          !/[cbu.]|^i+$/.test(a + b) && [a, b].every(row => /r/.test(row)),
        ]);
      }
    }
  });

  it('names as the cause the provider that could have answered', () => {
    const [west] = headlineOf([aMatrix({ a: 'ri', b: 'bi' })]).clients;

    expect(west).toMatchObject({ cluster: 'b', cause: { provider: 'a' } });
  });

  it('names of equal causes that of the own cluster', () => {
    const { clients } = headlineOf([aMatrix({ a: 'bb', b: 'bb' })]);

    expect(clients.map(({ cause }) => cause?.provider)).toEqual(['a', 'b']);
  });

  it('takes a client as badly as the worst of several Services', () => {
    const good = aMatrix({ a: 'rr', b: 'rr' });
    const bad = aMatrix({ a: 'rb', b: 'rr' });

    expect(headlineOf([good, bad]).clients).toMatchObject([
      { cluster: 'a', state: 'partly', item: bad },
      { cluster: 'b', state: 'reaches' },
    ]);
  });

  it('keeps Services that no cluster provides apart', () => {
    const nobody = { clusters: ['a'], providers: [], cells: [] };

    expect(headlineOf([nobody])).toMatchObject({
      clients: [],
      withoutEndpoints: [nobody],
    });
  });
});
