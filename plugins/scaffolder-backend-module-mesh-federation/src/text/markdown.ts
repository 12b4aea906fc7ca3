import { oneLine } from './oneLine';

/** Text that is Markdown already, so that it is not quoted a second time. */
export interface Markdown {
  readonly markdown: string;
}

/**
 * The one way to write Markdown: what stands in the template is Markdown, what is put into it is
 * text, which comes out as it is. Names and messages come from clusters and the catalog; nothing in
 * them becomes a link, an image, a mention of somebody or a line of its own. (A tag that Prettier
 * knows as Markdown would have it formatted, which adds line ends.)
 *
 *   said`**${cluster}**: ${finding.message}`
 */
export function said(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markdown)[]
): Markdown {
  return {
    markdown: strings
      .map((own, index) => {
        const value = values[index];
        return value === undefined ? own : own + textOf(value);
      })
      .join(''),
  };
}

/** A link to a page of ours. */
export function mdLink(text: string, url: string): Markdown {
  const address = url.replace(
    /[()<>\s\\]/g,
    sign => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return { markdown: `[${quoted(text)}](${address})` };
}

/** Blocks one below the other, or, with one line end between them, the lines of a list. */
export function mdLines(
  parts: readonly Markdown[],
  between: '\n' | '\n\n' = '\n\n',
): Markdown {
  return { markdown: parts.map(({ markdown }) => markdown).join(between) };
}

function textOf(value: string | number | Markdown): string {
  return typeof value === 'object' ? value.markdown : quoted(String(value));
}

/** A backslash before a sign takes its meaning; services that know people go by the bare `@`. */
function quoted(text: string): string {
  return oneLine(text)
    .replace(/[!-/:-@[-`{-~]/g, sign => (isHarmless(sign) ? sign : `\\${sign}`))
    .replace(/@/g, '@\u200b');
}

function isHarmless(sign: string): boolean {
  return `,;'"/%=?`.includes(sign);
}
