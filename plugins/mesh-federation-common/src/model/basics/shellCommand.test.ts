import fc from 'fast-check';
import { shellCommand } from './shellCommand';

/** The words of a command as a POSIX shell reads it; throws for all but words and quotes. */
function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  const word = /((?:'[^']*'|\\.|[\w./:,=@%+-])+)( |$)/y;
  let at = 0;
  while (at < command.length) {
    word.lastIndex = at;
    const found = word.exec(command);
    if (!found) {
      throw new Error(`no plain word at ${at} of ${command}`);
    }
    words.push(
      found[1]!.replace(
        /'([^']*)'|\\(.)/g,
        (_, text?: string, sign?: string) => text ?? sign ?? '',
      ),
    );
    at = word.lastIndex;
  }
  return words;
}

const SIGNS = `abc '"\\$\`;&|<>(){}[]*?!#~=%^-,.:/@+_\u00e4`;
const HIDDEN = ['\n', '\r', '\t', '\0', '\u001b', '\u009b', '\u2028', '\u202e'];

const WORD = fc
  .array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 12 })
  .map(signs => signs.join(''));

describe('shellCommand', () => {
  it('runs with exactly the words that were given', () => {
    fc.assert(
      fc.property(fc.array(WORD, { minLength: 1, maxLength: 6 }), words => {
        expect(wordsOf(shellCommand(words))).toEqual(words);
      }),
      { numRuns: 5_000, seed: 8 },
    );
  });

  it('writes no command with characters that cannot be seen', () => {
    for (const sign of HIDDEN) {
      const command = shellCommand(['kubectl', `a${sign}rm -rf ~`]);

      expect(command).toMatch(/^# No command/);
      expect(command).not.toContain('rm');
    }
  });

  it('leaves plain words plain, and keeps empty ones', () => {
    expect(
      shellCommand(['kubectl', 'label', 'node', 'a/b=c', '', '--overwrite']),
    ).toBe(`kubectl label node a/b=c '' --overwrite`);
  });
});
