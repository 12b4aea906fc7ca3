import { NOW } from '@mesh-federation/fixtures';
import { conclude } from './conclude';

describe('conclude', () => {
  it.each([
    ['PeerAuthentications', 'the PeerAuthentications'],
    [
      'whether requests to east are plaintext',
      'whether requests to east are plaintext',
    ],
  ])(
    'says what %s it depends on, and leaves it to the status that it is unknown',
    (what, words) => {
      const missing = [{ cluster: 'west', what, reason: 'gone', at: NOW }];

      expect(conclude([{ missing }], 'Fine.')).toMatchObject({
        status: 'unknown',
        summary: `It depends on ${words} (west: gone).`,
      });
    },
  );
});
