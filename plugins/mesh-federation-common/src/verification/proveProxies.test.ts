import {
  OBSERVED_AT as at,
  aCertificate,
  aClusterState,
  faultyTexts,
} from '@mesh-federation/fixtures';
import { observed, unknown } from '../model';
import { proveProxies } from './proveProxies';

/** What is said of east, of whose proxies so many hold the root of west, do not, were not read. */
function reasonOf(holding: number, without: number, unread: number): string {
  const facts = [
    ...Array<unknown>(holding).fill(
      observed([aCertificate('west').fingerprint], at),
    ),
    ...Array<unknown>(without).fill(observed([], at)),
    ...Array<unknown>(unread).fill(
      unknown({ kind: 'timeout', message: 'no answer' }, at),
    ),
  ] as ReturnType<typeof observed<readonly string[]>>[];
  const east = aClusterState('east', {
    proxyRoots: observed(
      facts.map((roots, index) => ({
        namespace: 'shop',
        pod: `orders-${index}`,
        workload: 'orders',
        roots,
      })),
      at,
    ),
  });
  return proveProxies(['east', 'west'], [east, aClusterState('west')])[0]!
    .reason;
}

describe('proveProxies', () => {
  it('tells in good English of 0, 1 and 2 proxies that hold the roots, do not, were not read', () => {
    const counts = [0, 1, 2];
    const reasons = counts.flatMap(holding =>
      counts.flatMap(without =>
        counts.map(unread => reasonOf(holding, without, unread)),
      ),
    );

    expect(reasons).toContain(
      '1 of 2 inspected proxies of east holds every root of west.',
    );
    expect(faultyTexts(reasons, { sentence: true })).toEqual([]);
  });
});
