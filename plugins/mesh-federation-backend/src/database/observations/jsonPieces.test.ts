import { aJoinedMesh } from '@mesh-federation/fixtures';
import { jsonPieces } from './jsonPieces';

describe('jsonPieces', () => {
  it.each<[string, unknown]>([
    ['nothing much', { a: 1, b: [], c: {}, d: 'x"y', e: null, f: undefined }],
    ['a state', { schema: 1, state: aJoinedMesh(['east', 'west'])[0] }],
    [
      'a long list',
      { state: { pods: { value: Array.from({ length: 1_001 }, String) } } },
    ],
    ['a list', Array.from({ length: 251 }, (_, number) => ({ number }))],
  ])('is the JSON of %s', (_, value) => {
    expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
  });

  it('comes in pieces of which none is long', () => {
    const pods = Array.from({ length: 10_000 }, (_, number) => ({ number }));
    const lengths = [...jsonPieces({ state: { pods: { value: pods } } })].map(
      piece => piece.length,
    );

    expect(Math.max(...lengths)).toBeLessThan(JSON.stringify(pods).length / 30);
  });
});
