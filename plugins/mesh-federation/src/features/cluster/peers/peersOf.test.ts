import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import { peersOf } from './peersOf';

describe('peersOf', () => {
  const report = aTrustReport(['b', 'a', 'east', 'west'], () => [
    'verified',
    'synced',
  ]);

  it('puts both directions of trust and discovery to each other cluster, by name', () => {
    const peers = peersOf('east', report);

    expect(peers.map(({ name }) => name)).toEqual(['a', 'b', 'west']);
    expect(peers[2]).toMatchObject({
      verifies: { from: 'east', to: 'west' },
      verifiedBy: { from: 'west', to: 'east' },
      reads: { in: 'east', for: 'west' },
      readBy: { in: 'west', for: 'east' },
    });
  });

  it('leaves out clusters of which nothing is said together with this one', () => {
    const withoutWest = {
      trust: report.trust.filter(
        ({ from, to }) => ![from, to].includes('west') || from === 'a',
      ),
      discovery: [],
    };

    expect(peersOf('east', withoutWest).map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
  });
});
