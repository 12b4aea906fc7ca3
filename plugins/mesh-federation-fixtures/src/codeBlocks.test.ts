import { codeBlocks } from './codeBlocks';

const PAGE = `# Page

\`\`\`sh
# not a heading
yarn add x
\`\`\`

## Part

- In a list:

  \`\`\`yaml
  a:
    b: 1
  \`\`\`

## Other

\`\`\`

\`\`\`
`;

it('gives the blocks of a page with their headings', () => {
  expect(codeBlocks(PAGE)).toEqual([
    {
      headings: ['Page'],
      language: 'sh',
      code: '# not a heading\nyarn add x',
      line: 3,
    },
    {
      headings: ['Page', 'Part'],
      language: 'yaml',
      code: 'a:\n  b: 1',
      line: 12,
    },
    { headings: ['Page', 'Other'], language: '', code: '', line: 19 },
  ]);
});

it('refuses a block without an end', () => {
  expect(() => codeBlocks('a\n\n```\nb')).toThrow(
    'The block of line 3 has no end',
  );
});
