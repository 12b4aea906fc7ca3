import {
  HOSTILE_TEXTS,
  growsAsItsText,
  slowTexts,
} from '@mesh-federation/fixtures';
import { isApiServerUrl, isSameApiServer } from '../model/apiServerUrl';
import { parseLabelSelector } from './entities/parseLabelSelector';
import { matchesGlob } from './reachability/legs/policy/authorization/matchesGlob';
import { matchesPattern } from './reachability/legs/policy/authorization/requests/matchesPattern';
import { isInCidr } from './reachability/lookup/topology/isInCidr';

type Reader = readonly [
  read: (text: string) => unknown,
  lengths?: { readonly from: number; readonly to: number },
];

/** What reads the text of a tenant, a cluster or the catalog here, with its own limit if any. */
const READERS: Readonly<Record<string, Reader>> = {
  parseLabelSelector: [parseLabelSelector, { from: 64, to: 1_024 }],
  'parseLabelSelector, which refuses': [parseLabelSelector],
  'matchesGlob, the pattern': [text => matchesGlob(text, 'a'.repeat(63))],
  'matchesGlob, both': [text => matchesGlob(`*${text}*b`, text)],
  matchesPattern: [text => matchesPattern(text, text)],
  isInCidr: [text => isInCidr('10.0.0.1', text)],
  isApiServerUrl: [text => isApiServerUrl(`https://${text}`)],
  isSameApiServer: [
    text => isSameApiServer(`https://h/${text}x`, `https://h/${text}`),
  ],
};

it.each(Object.entries(READERS))(
  '%s takes time as its text grows',
  (_, [read, lengths]) => {
    expect(slowTexts(read, lengths)).toEqual([]);
  },
);

describe('growsAsItsText', () => {
  it('finds what takes time as the square of its text', () => {
    const split = (text: string) => text.split(/,(?![^(]*\))/);

    expect(
      growsAsItsText(split, HOSTILE_TEXTS['"," repeated']!, {
        from: 512,
        to: 8_192,
      }),
    ).toBe(false);
  });

  it('is patient with a machine that is busy for a while', () => {
    const BUSY = 8;
    let longOnes = 0;
    const read = (text: string) => {
      const isLong = text.length > 2_048;
      longOnes += isLong ? 1 : 0;
      const slower = isLong && longOnes <= 10 ? BUSY : 1;
      let sum = 0;
      for (let step = 0; step < 50 * slower * text.length; step += 1) {
        sum += step % 7;
      }
      return sum;
    };

    expect(growsAsItsText(read, length => ' '.repeat(length))).toBe(true);
  });
});
