import { said, mdLines, mdLink } from './markdown';

describe('said', () => {
  it('keeps its own Markdown and quotes what is put in', () => {
    expect(said`**${'a*b'}**: ${3} ${said`_own_`}`.markdown).toBe(
      '**a\\*b**: 3 _own_',
    );
  });

  it.each([
    ['an image', '![x](https://evil.example/p.png)'],
    ['a link', '[here](javascript:alert(1))'],
    ['a bare address', 'https://evil.example and www.evil.example'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['code', '`rm -rf`'],
  ])('lets %s be text', (_, hostile) => {
    const { markdown } = said`${hostile}`;

    expect(markdown).not.toMatch(/(^|[^\\])[[\]()<>`!:.]/);
    expect(markdown.replace(/\\/g, '')).toBe(hostile);
  });

  it('mentions nobody and starts no line', () => {
    expect(said`- ${'x\n# @team'}`.markdown).toBe('- x \\# \\@\u200bteam');
  });
});

describe('mdLink', () => {
  it('leads to the address and nowhere else', () => {
    expect(mdLink('Plan [1]', 'https://b.example/plans/1)x').markdown).toBe(
      '[Plan \\[1\\]](https://b.example/plans/1%29x)',
    );
  });
});

describe('mdLines', () => {
  it('puts blocks and lines one below the other', () => {
    const parts = [said`a`, said`b`];

    expect(mdLines(parts).markdown).toBe('a\n\nb');
    expect(mdLines(parts, '\n').markdown).toBe('a\nb');
  });
});
