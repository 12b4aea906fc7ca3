/** What no shell takes for anything but a part of a word. */
const PLAIN = /^[\w./:,=@%+-]+$/;

/**
 * Characters that a terminal or a reader does not take as they stand: line ends, escapes, marks
 * that turn the direction of writing. A command that is shown to be copied has none.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const REFUSED =
  '# No command: a name or value in it holds characters that cannot be shown.';

/**
 * A command for a POSIX shell that runs with exactly these words, whatever stands in them. This is
 * the one way to write a command to copy: names, labels and annotations come from people who may
 * want somebody with more rights to run theirs. With characters that cannot be shown there is a
 * comment instead.
 *
 * @public
 */
export function shellCommand(words: readonly string[]): string {
  return words.some(word => UNSEEN.test(word))
    ? REFUSED
    : words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
