import { anOverview } from '../../../__testUtils__/anOverview';
import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import { buildTrustMatrix } from './buildTrustMatrix';

const clusters = [anOverview('east'), anOverview('north'), anOverview('west')];

describe('buildTrustMatrix', () => {
  const report = aTrustReport(['east', 'north', 'west'], from =>
    from === 'east' ? ['verified', 'synced'] : ['broken', 'absent'],
  );

  it('has rows that verify columns, and own roots on the diagonal', () => {
    const [east, north] = buildTrustMatrix({ report, clusters });

    expect(east.cells[0]).toMatchObject({
      kind: 'own',
      roots: [clusters[0].roots[0].fingerprint],
    });
    expect(east.cells[1]).toMatchObject({
      from: 'east',
      to: 'north',
      trust: { verdict: 'verified' },
      discovery: { verdict: 'synced' },
    });
    expect(north.cells[0]).toMatchObject({
      from: 'north',
      to: 'east',
      trust: { verdict: 'broken' },
    });
  });

  it('takes the roots of a cluster that was not observed from who verifies it', () => {
    const [east] = buildTrustMatrix({
      report: aTrustReport(['east', 'west']),
      clusters: [],
    });

    expect(east.cells[0]).toMatchObject({
      roots: [clusters[0].roots[0].fingerprint],
    });
  });

  it('shows members only', () => {
    const rows = buildTrustMatrix({
      report,
      clusters,
      members: ['east', 'west'],
    });

    expect(rows.map(row => row.cluster)).toEqual(['east', 'west']);
    expect(rows[0].cells).toHaveLength(2);
  });

  it('leaves a pair without a report open', () => {
    const rows = buildTrustMatrix({
      report,
      clusters,
      members: ['east', 'gone'],
    });

    expect(rows[0].cells[1]).toEqual({
      kind: 'pair',
      from: 'east',
      to: 'gone',
      trust: undefined,
      discovery: undefined,
    });
  });
});
