import { readdirSync } from 'node:fs';

import { languageFaults } from '@mesh-federation/fixtures';
import { inEnglish } from '../__testUtils__/inEnglish';

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

/** Every file of texts in this folder, so that a new one cannot be forgotten. */
const FILES = readdirSync(__dirname).filter(name =>
  /^[a-z]\w*Texts\.ts$/.test(name),
);

const MESSAGES = FILES.flatMap(name =>
  Object.values(jest.requireActual<Record<string, Tree>>(`./${name}`)).flatMap(
    texts => flat(texts),
  ),
);

const PLURAL = /_(one|other)$/;
const keys = [...new Set(MESSAGES.map(([key]) => key.replace(PLURAL, '')))];
const wordsOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name, `<${name}>`]),
  );

describe('the texts', () => {
  it('are many, and come from every file', () => {
    expect(keys.length).toBeGreaterThan(300);
    expect(FILES).toEqual(
      expect.arrayContaining(['commonTexts.ts', 'witnessTexts.ts']),
    );
  });

  it.each(keys)('%s renders with 0, 1 and 2', key => {
    const forms = MESSAGES.filter(([k]) => k.replace(PLURAL, '') === key);
    const options = Object.assign({}, ...forms.map(([, x]) => wordsOf(x)));
    for (const count of [0, 1, 2]) {
      const text = t(key, { ...options, count });

      // A text with a mark at its end is a sentence.
      const sentence = /[.!?]$/.test(text);
      expect([text, languageFaults(text, { sentence })]).toEqual([text, []]);
      // With a key that the reference does not have nothing is translated.
      expect(text).not.toBe(key);
    }
  });

  /** Of four clusters or more: fewer are named. */
  const NEVER_OF_ONE = ['sentence.fromSome'];

  it.each(MESSAGES.filter(([key]) => !NEVER_OF_ONE.includes(key)))(
    '%s has no total before a noun that can be one',
    (_, text) => {
      // What `count` does not decide has one form for all numbers.
      const counts = /\{\{count\}\}/.test(text);
      expect(!counts && /\}\} of \{\{\w+\}\} [a-z]+s\b/i.test(text)).toBe(
        false,
      );
    },
  );

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
