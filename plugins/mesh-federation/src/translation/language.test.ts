import { inEnglish } from '../__testUtils__/inEnglish';
import { cardTexts } from './cardTexts';
import { clusterTexts } from './clusterTexts';
import { commonTexts } from './commonTexts';
import { federationTexts } from './federationTexts';
import { findingTexts } from './findingTexts';
import { planTexts } from './planTexts';
import { reachabilityTexts } from './reachabilityTexts';
import { runTexts } from './runTexts';

type AnyTexts = (key: string, options: Record<string, unknown>) => string;

const t = inEnglish() as unknown as AnyTexts;

type Tree = { readonly [key: string]: string | Tree };

function flat(texts: Tree, prefix = ''): (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [[`${prefix}${key}`, text] as const]
      : flat(text, `${prefix}${key}.`),
  );
}

const MESSAGES = flat({
  ...commonTexts,
  ...clusterTexts,
  ...findingTexts,
  ...federationTexts,
  ...planTexts,
  ...runTexts,
  ...reachabilityTexts,
  ...cardTexts,
});

const PLURAL = /_(one|other)$/;
const keys = [...new Set(MESSAGES.map(([key]) => key.replace(PLURAL, '')))];
const wordsOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name, `<${name}>`]),
  );

describe('the texts', () => {
  it('are many', () => {
    expect(keys.length).toBeGreaterThan(300);
  });

  it.each(keys)('%s renders with 0, 1 and 2', key => {
    const forms = MESSAGES.filter(([k]) => k.replace(PLURAL, '') === key);
    const options = Object.assign({}, ...forms.map(([, x]) => wordsOf(x)));
    for (const count of [0, 1, 2]) {
      const text = t(key, { ...options, count });

      expect(text).not.toMatch(/\{\{|undefined|\[object/);
      expect(text).not.toMatch(
        /\b1 (\w+ ){0,2}(are|have|do|Services|clusters|workloads|proxies|steps|objects|days|errors)\b/,
      );
      expect(text).not.toMatch(
        /\b[02] (\w+ ){0,2}(is|has|does|Service|cluster|workload|proxy|step|object|day|error)\b(?! and port)/,
      );
    }
  });

  it.each(MESSAGES.filter(([, text]) => /\{\{count\}\}/.test(text)))(
    '%s has a form for one and for others',
    key => {
      const all = new Set(MESSAGES.map(([k]) => k));
      const base = key.replace(PLURAL, '');

      expect([all.has(`${base}_one`), all.has(`${base}_other`)]).toEqual([
        true,
        true,
      ]);
    },
  );
});
