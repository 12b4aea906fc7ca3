import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FINDINGS } from '../findings/registry';

const ROOT = join(__dirname, '../../../..');
const SCENARIOS = join(ROOT, 'test/e2e/scenarios');
const SOURCES = ['mesh-federation-common', 'mesh-federation-backend'].map(
  name => join(ROOT, 'plugins', name, 'src'),
);

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('__') ? [] : sourcesIn(path);
    }
    return /(?<!\.test)\.ts$/.test(entry.name)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

/** What stands between the parenthesis at `open` and the one that closes it. */
function argumentsAt(source: string, open: number): string {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === '(') {
      depth += 1;
    } else if (source[at] === ')') {
      depth -= 1;
      if (depth === 0) {
        return source.slice(open, at);
      }
    }
  }
  return source.slice(open);
}

/**
 * Codes of findings that are made with a remedy. Where the code is an argument, all codes of the
 * file may be it.
 */
function codesWithRemedy(source: string): readonly string[] {
  const all = [...source.matchAll(/'(MF\d{4})'/g)].map(([, code]) => code!);
  return [...source.matchAll(/\bfinding\(\s*(?:'(MF\d{4})'|\w+,)/g)]
    .filter(({ index }) =>
      /\bremedy\b/.test(argumentsAt(source, index + 'finding'.length)),
    )
    .flatMap(([, code]) => code ?? all);
}

interface ScenarioFile {
  readonly remedy?: { readonly causes: readonly string[] };
}

const unique = (codes: readonly string[]) => [...new Set(codes)].sort();

const withRemedy = unique(SOURCES.flatMap(sourcesIn).flatMap(codesWithRemedy));
const applied = unique(
  readdirSync(SCENARIOS, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(
      ({ name }) =>
        parse(
          readFileSync(join(SCENARIOS, name, 'scenario.yaml'), 'utf8'),
        ) as ScenarioFile,
    )
    .flatMap(({ remedy }) => remedy?.causes ?? []),
);
const notApplied = parse(
  readFileSync(join(ROOT, 'test/e2e/remedies.yaml'), 'utf8'),
) as Readonly<Record<string, string>>;

describe('remedies', () => {
  it('are found in the source', () => {
    expect(withRemedy).toEqual(
      expect.arrayContaining(['MF1014', 'MF2001', 'MF6007', 'MF7007']),
    );
    expect(Object.keys(FINDINGS)).toEqual(expect.arrayContaining(withRemedy));
  });

  it.each(withRemedy)(
    '%s: a scenario applies it, or it is said why none can',
    code => {
      expect([applied.includes(code), code in notApplied]).toContainEqual(true);
    },
  );

  it('that are said to be applied, or not, exist', () => {
    expect(withRemedy).toEqual(
      expect.arrayContaining([...applied, ...Object.keys(notApplied)]),
    );
  });

  it('are applied where nothing is said against it', () => {
    expect(applied.filter(code => code in notApplied)).toEqual([]);
  });
});
