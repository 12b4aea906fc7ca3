/** What no text that people read may have, whatever was put into it. */
const FAULTS: Readonly<Record<string, RegExp>> = {
  'a value of the program': /\b(undefined|NaN)\b|\[object |\bnull\b/,
  'a placeholder': /\{\{|\}\}/,
  'a plural in brackets': /\(s\)/,
  'two spaces': / {2}/,
  'a space before a mark': / [,.;:!?](?![\w*/])/,
  'two marks': /[,;:]\s*([,;]|\.(?!\w))|(?<!\.)\.\.(?!\.)/,
  'an empty list':
    /\b(of|from|between|and|or) +(and|or)\b(?! not| then)|\(\)|: \.(?!\w)|: $/,
  'one of several':
    /(?<![\w.:/-]|\bof )1 (of \d+ )?((?!and\b|or\b|which\b|that\b|it\b)\w+ ){0,4}(are|were|have|do|hold)\b/,
  'several of one':
    /(?<![\w.:/-]|\bof )([02-9]|\d\d+) (of \d+ )?((?!and\b|or\b|which\b|that\b|it\b)\w+ ){0,4}(is|was|has|does|holds)\b/,
};

/** Nouns that are counted, with their plurals. */
const NOUNS: readonly (readonly [string, string])[] = [
  ...[
    'answer',
    'certificate',
    'cluster',
    'contradiction',
    'day',
    'endpoint',
    'entity/entities',
    'error',
    'federation',
    'finding',
    'gateway',
    'hour',
    'istiod',
    'kind',
    'member',
    'minute',
    'namespace',
    'object',
    'Pod',
    'policy/policies',
    'proxy/proxies',
    'replica',
    'root',
    'second',
    'section',
    'service',
    'Service',
    'step',
    'token',
    'warning',
    'workload',
  ].map(noun => {
    const [one = noun, many = `${noun}s`] = noun.split('/');
    return [one, many] as const;
  }),
];

const AFTER = '(?![\\w-]|( and|/)? ports?)';
const ONE_OF_MANY = new RegExp(
  `(?<![\\w.:/-]|of )1 (\\w+ )?(${NOUNS.map(([, many]) => many).join(
    '|',
  )})${AFTER}`,
);
const MANY_OF_ONE = new RegExp(
  `(?<![\\w.:/-])(0|[2-9]|\\d\\d+) (${NOUNS.map(([one]) => one).join(
    '|',
  )})${AFTER}`,
);

/** A command, or what has the form of a host, an object or a field. */
const NAME =
  /^(istiod|istioctl|kubectl|ztunnel|[a-z]+\d*([A-Z]|[-./]\w)\S*)(?!\w)/;

interface LanguageOptions {
  readonly sentence?: boolean;
  /** Names that begin sentences in small letters, besides those that look like one. */
  readonly names?: readonly string[];
}

/**
 * What is wrong with a text in English that people read; nothing, when it can be shown. A sentence
 * begins with a capital, or with a name, and ends with a mark.
 */
export function languageFaults(
  text: string,
  options: LanguageOptions = {},
): readonly string[] {
  const { sentence = false, names = [] } = options;
  const begins =
    NAME.test(text) || names.some(name => text.startsWith(`${name} `));
  return [
    ...Object.entries(FAULTS).flatMap(([fault, pattern]) =>
      pattern.test(text) ? [fault] : [],
    ),
    ...(text.trim() === '' || text !== text.trim() ? ['empty or padded'] : []),
    ...(ONE_OF_MANY.test(text) ? ['1 with a plural'] : []),
    ...(MANY_OF_ONE.test(text) ? ['a number with a singular'] : []),
    ...(sentence && !begins && !/^["“'A-Z\d<]/.test(text)
      ? ['no capital at the beginning']
      : []),
    ...(sentence && !/[.!?…]["”)]?$/.test(text) ? ['no mark at the end'] : []),
  ];
}

/** The texts with which something is wrong, and what. */
export function faultyTexts(
  texts: readonly string[],
  options: LanguageOptions = {},
): readonly { readonly text: string; readonly faults: readonly string[] }[] {
  return texts
    .map(text => ({ text, faults: languageFaults(text, options) }))
    .filter(({ faults }) => faults.length > 0);
}
