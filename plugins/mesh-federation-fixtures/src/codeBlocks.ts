/** A fenced block of a Markdown page. */
export interface CodeBlock {
  /** The headings that it stands below, the outermost first. */
  readonly headings: readonly string[];
  /** What follows the opening fence, such as `yaml`; empty when nothing does. */
  readonly language: string;
  readonly code: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/**
 * The fenced blocks of a Markdown page, in their order, so that tests run what the documentation
 * says. Fences of three backticks, as Prettier writes them; a block of a list is taken out of its
 * indentation. Throws on a fence without an end.
 */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let headings: readonly string[] = [];
  let open: { fence: number; indent: number; language: string } | undefined;
  const lines = markdown.split('\n');
  for (const [index, line] of lines.entries()) {
    const [, indent, language] = /^( *)```(\S*) *$/.exec(line) ?? [];
    const [, level, title] = /^(#+) (.+)$/.exec(line) ?? [];
    if (open && indent !== undefined) {
      const { fence, indent: margin } = open;
      const code = lines.slice(fence + 1, index);
      blocks.push({
        headings,
        language: open.language,
        code: code.map(text => text.slice(margin)).join('\n'),
        line: fence + 1,
      });
      open = undefined;
    } else if (indent !== undefined) {
      open = { fence: index, indent: indent.length, language: language ?? '' };
    } else if (!open && level !== undefined && title !== undefined) {
      headings = [...headings.slice(0, level.length - 1), title];
    }
  }
  if (open) {
    throw new Error(`The block of line ${open.fence + 1} has no end`);
  }
  return blocks;
}
