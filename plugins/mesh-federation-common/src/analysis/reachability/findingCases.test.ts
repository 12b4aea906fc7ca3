import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { FINDINGS } from '../../findings/registry';
import { LEGS } from '../../model';
import { ALL_CASES } from './legs/__testUtils__/allCases';
import { isCodeOfLegs } from './legs/__testUtils__/isCodeOfLegs';

/** Every code that the source of the legs, or of the parts that they share, names. */
function codesInSource(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === '__testUtils__' ? [] : codesInSource(path);
    }
    return entry.name.endsWith('.test.ts')
      ? []
      : [...readFileSync(path, 'utf8').matchAll(/'(MF\d{4})'/g)].map(
          ([, code]) => code!,
        );
  });
}

const covered = Object.values(ALL_CASES).flatMap(cases => Object.keys(cases));
const used = [
  ...new Set(
    ['legs', 'parts'].flatMap(folder => codesInSource(join(__dirname, folder))),
  ),
].sort();

describe('findings of the legs', () => {
  it.each(used)('%s has a positive, a negative and an unknown case', code => {
    expect(covered).toContain(code);
  });

  it.each(Object.keys(FINDINGS).filter(isCodeOfLegs))(
    '%s is brought by a leg',
    code => {
      expect(used).toContain(code);
    },
  );

  it('has cases for every leg', () => {
    expect(
      LEGS.filter(leg => Object.keys(ALL_CASES[leg]).length === 0),
    ).toEqual([]);
  });
});
