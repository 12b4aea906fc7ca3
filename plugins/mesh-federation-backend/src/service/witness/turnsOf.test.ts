import { turnsOf } from './turnsOf';

const aWorkload = (cluster: string, workload: string) => ({
  cluster,
  namespace: 'shop',
  workload,
  proxy: { namespace: 'shop', pod: `${workload}-1`, istiods: [] },
});

/** Those asked about, by when; `!` marks those that istiod contradicts. */
function order(
  workloads: readonly string[],
  asked: Readonly<Record<string, string>>,
) {
  const all = workloads.map(name =>
    aWorkload(name.startsWith('w') ? 'west' : 'east', name),
  );
  return turnsOf(all, ({ workload }) => {
    const when = asked[workload];
    return when === undefined
      ? undefined
      : {
          askedAt: when.replace('!', ''),
          contradicted: when.endsWith('!'),
        };
  }).map(turn => turn.map(({ workload }) => workload).join(' '));
}

describe('turnsOf', () => {
  it('asks clusters in turn, first about those never or least recently asked about', () => {
    expect(order(['a', 'b', 'c', 'w1'], { a: '2', b: '1' })).toEqual([
      'c w1',
      'b',
      'a',
    ]);
  });

  it('asks about every contradicted one before most others, and keeps none waiting for them', () => {
    expect(
      order(['a', 'b', 'c', 'd', 'e'], {
        a: '1',
        b: '2',
        c: '5!',
        d: '4!',
        e: '3!',
      }),
    ).toEqual(['a', 'e', 'b', 'd', 'c']);
  });

  it('has no turn for nobody', () => {
    expect(order([], {})).toEqual([]);
  });
});
