const UNITS: readonly string[] = [
  ...'()[]{},;:.*/\\\'"`|&!?#@%=<>~^$-+_ \t\n\r0aA\u2028',
  '\r\n',
  '\n ',
  '- ',
  '- - ',
  'a: ',
  '{a: ',
  '[a,',
  '&a ',
  '*a ',
  '<<: ',
  '!!str ',
  '"a="',
  'a="',
  'a,b(',
  'a in (',
  '*a',
  'a*b',
  '${a',
  '%2F',
  '::',
  '1:',
  '1.',
  '0x',
  'eyJ',
  'bearer ',
  'xn--',
  '/a',
  'a/',
  'a@',
  '//',
  '-----BEGIN CERTIFICATE-----',
  '-----BEGIN CERTIFICATE-----\n',
  '\n-----END CERTIFICATE-----\n',
  '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
];

/**
 * Texts that somebody would write who wants a parser to work for long, each for any length: the
 * same again and again, with an end that makes a greedy match fail, and many things that differ.
 */
export const HOSTILE_TEXTS: Readonly<
  Record<string, (length: number) => string>
> = {
  ...Object.fromEntries(
    UNITS.map(unit => [
      `${JSON.stringify(unit)} repeated`,
      (length: number) => unit.repeat(length / unit.length),
    ]),
  ),
  ...Object.fromEntries(
    UNITS.map(unit => [
      `${JSON.stringify(unit)} repeated, then an end`,
      (length: number) => `a${unit.repeat(length / unit.length)}\u0001!`,
    ]),
  ),
  'many keys': length => numbered(length, index => `k${index}: 1\n`),
  'many words': length => numbered(length, index => `w${index},`),
  'many anchors': length =>
    numbered(length, index => `- &a${index} x\n- *a${index}\n`),
  'deeper and deeper': length =>
    numbered(length, index => `${' '.repeat(Math.sqrt(index))}a:\n`),
};

function numbered(length: number, part: (index: number) => string): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index += 1) {
    const text = part(index);
    parts.push(text);
    size += text.length;
  }
  return parts.join('');
}

/** A text that is so much longer may take this much longer at most for its length. */
const TOLERANCE = 5;
/**
 * The square of texts that are 16 times as long takes 256 times as long, of which this share is
 * certain soon; what is between that and the tolerance may be a busy machine, and is tried again.
 */
const CERTAIN = 2 * TOLERANCE;
const ATTEMPTS_IF_CERTAIN = 6;
const ATTEMPTS = 30;
/** What takes no longer, in microseconds, is no square of such lengths: too short to compare. */
const SHORT_US = 2000;

/**
 * Whether the time of some work grows as its text, and not as the square of it. Compares the best
 * of several times with each other, each the time that this thread had of the processor and not
 * the clock's, because a busy machine makes some of them longer, and none shorter. What the work
 * throws does not matter.
 */
export function growsAsItsText(
  work: (text: string) => unknown,
  textOf: (length: number) => string,
  lengths: { readonly from: number; readonly to: number } = {
    from: 2_048,
    to: 32_768,
  },
): boolean {
  const [short, long] = [textOf(lengths.from), textOf(lengths.to)];
  const ratio = long.length / short.length;
  // One that was interrupted would make every long text look good.
  const shortest = [1, 2, 3].map(() => timeOf(work, short));
  let best = { short: Math.min(...shortest), long: Infinity };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    best = {
      short: Math.min(best.short, timeOf(work, short)),
      long: Math.min(best.long, timeOf(work, long)),
    };
    if (best.long <= Math.max(SHORT_US, TOLERANCE * ratio * best.short)) {
      return true;
    }
    if (
      attempt >= ATTEMPTS_IF_CERTAIN - 1 &&
      best.long > CERTAIN * ratio * best.short
    ) {
      return false;
    }
  }
  return false;
}

/** Of one run, in microseconds of the processor; short ones are run until that can be told. */
function timeOf(work: (text: string) => unknown, text: string): number {
  const start = process.threadCpuUsage();
  let runs = 0;
  let passed = 0;
  do {
    try {
      work(text);
    } catch {
      // A refusal is an answer as well.
    }
    runs += 1;
    const { user, system } = process.threadCpuUsage(start);
    passed = user + system;
  } while (passed < 500);
  return passed / runs;
}

/** The hostile texts by which the time of some work grows faster than they do. */
export function slowTexts(
  work: (text: string) => unknown,
  lengths?: { readonly from: number; readonly to: number },
): readonly string[] {
  return Object.entries(HOSTILE_TEXTS)
    .filter(([, textOf]) => !growsAsItsText(work, textOf, lengths))
    .map(([name]) => name);
}
