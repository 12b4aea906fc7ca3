import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { renderFindingsPage } from './renderFindingsPage';
import { FINDINGS } from './registry';

const PAGE = resolve(__dirname, '../../../../docs/findings.md');

describe('docs/findings.md', () => {
  it('is what the registry says (UPDATE_DOCS=1 writes it)', () => {
    if (process.env.UPDATE_DOCS === '1') {
      writeFileSync(PAGE, renderFindingsPage());
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(renderFindingsPage());
  });

  it('has a heading for every code', () => {
    const headings = renderFindingsPage().match(/^### MF\d{4}/gm) ?? [];
    expect(headings.map(heading => heading.slice(4))).toEqual(
      Object.keys(FINDINGS).sort(),
    );
  });
});
