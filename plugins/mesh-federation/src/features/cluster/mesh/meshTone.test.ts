import { aBlockingFinding, aFinding } from '../../../__testUtils__/aFinding';
import { aClusterMesh } from '../../../__testUtils__/aClusterMesh';
import { buildClusterMesh } from './buildClusterMesh';
import { meshTone } from './meshTone';

describe('meshTone', () => {
  it.each([
    ['success', []],
    ['warning', [aFinding()]],
    ['danger', [aFinding(), aBlockingFinding()]],
  ])('is %s, whatever trust says', (tone, findings) => {
    const mesh = buildClusterMesh(aClusterMesh({ findings }), []);

    expect(mesh && meshTone(mesh)).toBe(tone);
  });
});
