/**
 * Prints how easily a stranger finds a place in the code, as a table of figures with their limits,
 * and fails where one is beyond its limit. `npm test -- check` runs it. docs/architecture.md says
 * why each figure matters.
 *
 *   node test/architecture/measures.ts [--all]
 *
 * With `--all` it names the places behind every figure, not only behind those beyond their limit.
 */
import { folderCircles, fileCircles, legImports } from './imports.ts';
import { longComments } from './comments.ts';
import { errorFaults } from './errorFaults.ts';
import { handFiles, productionFiles, read } from './sources.ts';

interface Measure {
  readonly name: string;
  readonly limit: number;
  /** The figure, and the places that make it up. */
  readonly value: number;
  readonly places: readonly string[];
}

/** Entries of the fullest folder of a package, tests aside. */
function fullestFolder(folder: string): Measure {
  const entries = new Map<string, Set<string>>();
  for (const file of productionFiles(folder)) {
    const parts = file.split('/');
    const first = folder.split('/').length;
    for (let depth = first; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/');
      entries.set(
        parent,
        (entries.get(parent) ?? new Set()).add(parts[depth]!),
      );
    }
  }
  const sizes = [...entries]
    .map(([name, children]) => [name, children.size] as const)
    .sort(([, a], [, b]) => b - a);
  const limit = 12;
  return {
    name: `files or folders in one folder of ${folder}`,
    limit,
    value: sizes[0]?.[1] ?? 0,
    places: sizes
      .filter(([, size]) => size > limit)
      .map(([name, size]) => `${name}: ${size}`),
  };
}

/** Places where a pattern is found, as a figure that has to be `limit` or less. */
function found(
  name: string,
  limit: number,
  files: readonly string[],
  pattern: RegExp,
): Measure {
  const places = files.flatMap(file =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}`] : [],
      ),
  );
  return { name, limit, value: places.length, places };
}

function counted(
  name: string,
  limit: number,
  places: readonly string[],
): Measure {
  return { name, limit, value: places.length, places };
}

/** How many of the ways, each a name and a pattern, are in use. */
function ways(
  name: string,
  files: readonly string[],
  patterns: Readonly<Record<string, RegExp>>,
): Measure {
  const used = Object.entries(patterns).flatMap(([way, pattern]) => {
    const at = files.filter(file => pattern.test(read(file)));
    return at.length === 0
      ? []
      : [`${way}: ${at.length} files, such as ${at[0]}`];
  });
  return { name, limit: 1, value: used.length, places: used };
}

function measures(): readonly Measure[] {
  const source = [
    'mesh-federation',
    'mesh-federation-backend',
    'mesh-federation-common',
    'scaffolder-backend-module-mesh-federation',
    'catalog-backend-module-mesh-federation',
  ].map(name => `plugins/${name}/src`);
  const production = productionFiles('plugins').filter(file =>
    /\.tsx?$/.test(file),
  );
  return [
    ...source.map(fullestFolder),
    counted('imports from one leg to another', 0, legImports()),
    counted('circles of files, imports of types included', 0, fileCircles()),
    counted(
      'circles of folders, imports of types included',
      0,
      folderCircles(),
    ),
    counted(
      'files that a kind of step touches by hand (wait-forgotten)',
      6,
      handFiles(/wait-?forgotten/i),
    ),
    counted(
      'files that a field of an answer touches by hand (approvedBy)',
      6,
      // A field need not be audited; this one says who is accountable.
      handFiles(/\bapprovedBy\b/).filter(
        file => !file.endsWith('/createRunAudit.ts'),
      ),
    ),
    counted(
      'files that an endpoint touches by hand (ListFindings)',
      9,
      handFiles(/\blistFindings\b/i),
    ),
    counted(
      'index.ts of one line in the front end',
      0,
      productionFiles('plugins/mesh-federation/src').filter(
        file =>
          /\/src\/.+\/index\.tsx?$/.test(file) &&
          read(file).trim().split('\n').length === 1,
      ),
    ),
    counted('comment lines over 100 characters', 0, longComments()),
    ways('ways to write one optional field', production, {
      'optional()': /\.\.\.optional\(\{/,
      'optional(key, value)': /\.\.\.optional\(\s*['"]/,
      'spread of x ? { x } : {}': /\.\.\.\([^;]*?(\? \{\}\s*:|:\s*\{\})\s*\)/,
      'spread of x && { x }': /\.\.\.\([^;{}]*&&\s*\{/,
    }),
    ways('ways to check exhaustiveness', production, {
      'assertNever()': /\bassertNever\(/,
      'satisfies never': /\bsatisfies never\b/,
      'const never: never': /: never = /,
      'throw in default':
        /default:\s*\{?\s*(\/\/[^\n]*\s*)*throw new Error\(\s*[`'"](Unexpected|Unknown)/,
    }),
    ways('ways to compare strings', production, {
      'compareStrings()': /\bcompareStrings\b/,
      localeCompare: /\.localeCompare\(/,
      'a < b ? -1 : 1': /^(?![^]*function compareStrings)[^]*?\w < \w+ \? -1/,
    }),
    found(
      'WeakMaps beside remembered()',
      0,
      production.filter(file => !/\/remembered\.ts$/.test(file)),
      /new WeakMap\b/,
    ),
    found(
      'numbers before a noun beside counted()',
      0,
      production,
      /(?<!of )\$\{[^}]*(length|[cC]ount|size)\} (?!of )([a-z]+ ){0,2}[a-z]+s\b/,
    ),
    counted('messages of errors that are not good English', 0, errorFaults()),
  ];
}

function main(): number {
  const all = process.argv.includes('--all');
  const table = measures();
  const width = Math.max(...table.map(({ name }) => name.length));
  let beyond = 0;
  for (const { name, value, limit, places } of table) {
    const bad = value > limit;
    beyond += bad ? 1 : 0;
    process.stdout.write(
      `${bad ? 'FAIL' : 'ok  '} ${name.padEnd(width)}  ${String(value).padStart(
        4,
      )}  wanted: ${limit === 0 ? 'none' : `at most ${limit}`}\n`,
    );
    if (bad || all) {
      for (const place of places) {
        process.stdout.write(`       ${place}\n`);
      }
    }
  }
  return beyond === 0 ? 0 : 1;
}

process.exit(main());
