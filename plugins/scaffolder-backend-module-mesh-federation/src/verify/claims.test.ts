import { NOW } from '@mesh-federation/fixtures';
import { observationClaims } from './observationClaims';
import { pairClaims } from './pairClaims';
import { reachabilityClaims, type JudgedReach } from './reachabilityClaims';

const cluster = { name: 'east', authProvider: 'x', usable: true };
const silent = { kind: 'timeout', message: 'no answer in 10 s' } as const;

describe('observationClaims', () => {
  it.each([
    [[], 'unknown', 'The Kubernetes plugin does not know it'],
    [
      [
        {
          cluster,
          stale: true,
          reachable: { status: 'unknown', reason: silent, at: NOW } as const,
        },
      ],
      'unknown',
      'no answer in 10 s',
    ],
    [
      [
        {
          cluster,
          stale: true,
          reachable: { status: 'observed', value: true, at: NOW } as const,
        },
      ],
      'unknown',
      'What is known is of the past',
    ],
    [
      [
        {
          cluster,
          stale: false,
          reachable: { status: 'observed', value: true, at: NOW } as const,
        },
      ],
      'yes',
      `Observed at ${NOW}`,
    ],
  ])('judges %j', (overviews, holds, reason) => {
    expect(observationClaims(['east'], overviews)).toEqual([
      { about: 'observation', claim: 'east answers', holds, reason },
    ]);
  });
});

describe('pairClaims', () => {
  const reason = 'Why.';
  const claims = (trust: string, discovery: string, proxiesToRestart = 0) =>
    pairClaims(['a', 'b'], {
      trust: [
        {
          from: 'a',
          to: 'b',
          verdict: trust as never,
          reason,
          proxiesToRestart,
        },
      ],
      discovery: [{ in: 'a', for: 'b', verdict: discovery as never, reason }],
    });

  it.each([
    ['verified', 'yes'],
    ['verified-by-overlap', 'yes'],
    ['one-way', 'no'],
    ['broken', 'no'],
    ['unknown', 'unknown'],
  ])('takes trust that is %s for %s', (verdict, holds) => {
    expect(claims(verdict, 'synced')[0]).toEqual({
      about: 'trust',
      claim: 'a verifies b',
      holds,
      reason,
    });
  });

  it.each([
    ['synced', 'yes'],
    ['not-synced', 'no'],
    ['absent', 'no'],
    ['unknown', 'unknown'],
  ])('takes discovery that is %s for %s', (verdict, holds) => {
    expect(claims('verified', verdict)[1]).toEqual({
      about: 'discovery',
      claim: 'istiod of a reads b',
      holds,
      reason,
    });
  });

  it('does not hold trust for whole that some proxies cannot use', () => {
    expect(claims('verified', 'synced', 1)[0]).toMatchObject({
      holds: 'no',
      reason: expect.stringContaining('1 proxy of a cannot'),
    });
  });

  it('knows nothing of a pair that is not reported', () => {
    expect(claims('verified', 'synced').slice(2)).toMatchObject([
      { claim: 'b verifies a', holds: 'unknown' },
      { claim: 'istiod of b reads a', holds: 'unknown' },
    ]);
  });
});

describe('reachabilityClaims', () => {
  const wanted = { namespace: 'shop', name: 'orders', from: 'a' };
  type Cell = JudgedReach['items'][number]['cells'][number];
  const cell = (provider: string, verdict: Cell['verdict']): Cell => ({
    client: { cluster: 'a' },
    provider,
    verdict,
    summary: `${provider} ${verdict}`,
  });
  const answer = (...cells: readonly Cell[]): JudgedReach => ({
    items: [
      {
        port: { number: 80 },
        clusters: ['a', 'b', 'c'],
        providers: ['b', 'c'],
        cells,
      },
    ],
  });

  it.each<[Cell['verdict'], Cell['verdict'], string]>([
    ['reachable', 'reachable', 'yes'],
    ['standby', 'standby', 'yes'],
    ['reachable', 'standby', 'yes'],
    ['reachable', 'conditional', 'no'],
    ['reachable', 'blocked', 'no'],
    ['reachable', 'unknown', 'no'],
    ['blocked', 'unknown', 'unknown'],
  ])('takes %s and %s for %s', (b, c, holds) => {
    expect(
      reachabilityClaims(wanted, answer(cell('b', b), cell('c', c))),
    ).toMatchObject([
      {
        about: 'reachability',
        claim: 'a reaches Service shop/orders:80',
        holds,
      },
    ]);
  });

  it.each<[Cell['verdict'], string]>([
    ['reachable', 'yes'],
    ['standby', 'yes'],
    ['conditional', 'no'],
    ['blocked', 'no'],
    ['unknown', 'unknown'],
  ])('takes %s of one cluster for %s', (verdict, holds) => {
    expect(
      reachabilityClaims(
        { ...wanted, to: 'b' },
        answer(cell('b', verdict), cell('c', 'reachable')),
      ),
    ).toEqual([
      {
        about: 'reachability',
        claim: 'a reaches Service shop/orders:80 in b',
        holds,
        reason: `b ${verdict}`,
      },
    ]);
  });

  it.each<[string, object, JudgedReach, string, string]>([
    ['no cluster has it', {}, { items: [] }, 'no', 'No cluster has'],
    [
      'a cluster that may have it was not seen',
      {},
      { items: [], missing: [{ cluster: 'c', reason: 'silent' }] },
      'unknown',
      'c: silent',
    ],
    [
      'nothing is reported of the cluster',
      { to: 'c' },
      answer(cell('b', 'reachable')),
      'unknown',
      'Nothing is reported',
    ],
    ['nothing is reported at all', {}, answer(), 'unknown', 'Nothing is'],
  ])('says when %s', (_, more, given, holds, reason) => {
    expect(reachabilityClaims({ ...wanted, ...more }, given)).toMatchObject([
      { holds, reason: expect.stringContaining(reason) },
    ]);
  });
});
