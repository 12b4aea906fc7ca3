import { aClusterMesh } from '../../../__testUtils__/aClusterMesh';
import { aTrustReport, areApart } from '../../../__testUtils__/aTrustReport';
import { buildClusterMesh } from './buildClusterMesh';
import { trustTone } from './trustTone';

describe('trustTone', () => {
  it.each([
    ['verified', 'success'],
    ['verified-by-overlap', 'warning'],
    ['one-way', 'warning'],
    ['unknown', 'unknown'],
    ['broken', 'danger'],
  ] as const)('paints a peer of which one direction is %s', (verdict, tone) => {
    const report = aTrustReport(['east', 'west'], from => [
      from === 'west' ? verdict : 'verified',
      'synced',
    ]);
    const mesh = buildClusterMesh(aClusterMesh({}, report), []);

    expect(trustTone(mesh!)).toBe(tone);
  });

  it('is not green about a direction that was not reported', () => {
    expect(trustTone({ peers: [{ name: 'west' }] })).toBe('unknown');
  });

  it('is neutral about clusters that are not meant to be joined', () => {
    const report = areApart(
      aTrustReport(['east', 'west'], () => ['broken', 'absent']),
    );
    const mesh = buildClusterMesh(aClusterMesh({}, report), []);

    expect(trustTone(mesh!)).toBe('neutral');
  });

  it('is neutral without peers', () => {
    expect(trustTone({ peers: [] })).toBe('neutral');
  });
});
