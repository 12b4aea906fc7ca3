import {
  type DiscoveryVerdict,
  type Finding,
  type TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from '@mesh-federation/fixtures';
import { withRoomFor } from './withRoomFor';

const common = { reason: '.', evidence: [], at: NOW };

/** East and each of so many other clusters, joined unless `of` says otherwise. */
function pairs(
  count: number,
  of: (name: string) => readonly [TrustVerdict, DiscoveryVerdict] | undefined,
) {
  const ordered = Array.from({ length: count }, (_, index) => {
    const name = `c${String(index).padStart(3, '0')}`;
    return [
      ['east', name],
      [name, 'east'],
    ].map(([from, to]) => ({ from: from!, to: to!, verdicts: of(name) }));
  }).flat();
  return {
    trust: ordered.map(({ from, to, verdicts }) => ({
      ...common,
      from,
      to,
      verdict: verdicts?.[0] ?? ('verified' as const),
    })),
    discovery: ordered.map(({ from, to, verdicts }) => ({
      ...common,
      in: from,
      for: to,
      verdict: verdicts?.[1] ?? ('synced' as const),
    })),
    findings: [],
  };
}

describe('withRoomFor', () => {
  it('leaves nothing out of what has room', () => {
    const all = pairs(250, () => undefined);

    expect(withRoomFor(all)).toEqual(all);
  });

  it.each([
    ['broken', ['broken', 'synced']],
    ['without a remote secret', ['verified', 'absent']],
    ['not known', ['unknown', 'synced']],
    ['not whole', ['verified-by-overlap', 'synced']],
  ] as const)(
    'keeps a pair that is %s, whatever else there is, and counts the good that it leaves out',
    (_, verdicts) => {
      const { trust, discovery, leftOut } = withRoomFor(
        pairs(300, name => (name === 'c299' ? verdicts : undefined)),
      );

      expect(trust[0]).toMatchObject({ to: 'c299', verdict: verdicts[0] });
      expect(discovery[0]).toMatchObject({ for: 'c299', verdict: verdicts[1] });
      expect([trust.length, discovery.length]).toEqual([500, 500]);
      expect(leftOut).toMatchObject({ pairs: 50, joinedPairs: 50 });
    },
  );

  it('leaves clusters out that are not meant to be joined, before those that are broken', () => {
    const { trust, discovery } = pairs(300, () => ['broken', 'absent']);
    const apart = (names: readonly string[]) =>
      names.includes('c299') ? {} : { apart: true as const };

    const answer = withRoomFor({
      trust: trust.map(item => ({ ...item, ...apart([item.from, item.to]) })),
      discovery: discovery.map(item => ({
        ...item,
        ...apart([item.in, item.for]),
      })),
      findings: [],
    });

    expect(answer.trust[0]).toMatchObject({ to: 'c299' });
    expect(answer.leftOut).toMatchObject({ pairs: 50, joinedPairs: 0 });
  });

  it('counts the findings that it leaves out by severity', () => {
    const aFinding = (severity: Finding['severity']): Finding => ({
      code: 'MF2001',
      severity,
      message: '.',
      fix: '.',
      blocking: false,
      evidence: [],
    });
    const findings = [
      ...Array.from({ length: 501 }, () => aFinding('error')),
      aFinding('warning'),
      aFinding('info'),
    ];

    const answer = withRoomFor({ trust: [], discovery: [], findings });

    expect(answer.findings).toHaveLength(500);
    expect(answer.leftOut).toEqual({
      pairs: 0,
      joinedPairs: 0,
      findings: { error: 1, warning: 1, info: 1 },
    });
  });
});
