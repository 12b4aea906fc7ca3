import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../demo/paths.ts';

const { codeBlocks } = createRequire(import.meta.url)(
  '../../plugins/mesh-federation-fixtures/src/codeBlocks.ts',
) as typeof import('../../plugins/mesh-federation-fixtures/src/codeBlocks.ts');

/** Which template of create-app: that of the new frontend system or of the old one. */
export type AppKind = 'new' | 'legacy';

/** A thing to do that the documentation says. */
export type Instruction = { readonly at: string } & (
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'edit'; readonly file: string; readonly code: string }
);

interface Part {
  readonly page: string;
  readonly heading: string;
  /** Both, unless it is said. */
  readonly app?: AppKind;
}

/** Where the installation is told, in the order in which somebody reads it. */
const PARTS: readonly Part[] = [
  {
    page: 'README.md',
    heading: 'Install the plugins into your Backstage (1.55 or newer)',
  },
  {
    page: 'plugins/mesh-federation/README.md',
    heading: 'Old frontend system',
    app: 'legacy',
  },
  {
    page: 'plugins/scaffolder-backend-module-mesh-federation/README.md',
    heading: 'Install',
  },
  {
    page: 'plugins/catalog-backend-module-mesh-federation/README.md',
    heading: 'Install',
  },
  { page: 'docs/templates.md', heading: 'Install the templates' },
  { page: 'docs/templates.md', heading: 'The page of the task', app: 'new' },
];

/** A block whose first line is a comment with the name of a file belongs into that file. */
const FILE = /^(?:\/\/|#) (\S+\.(?:ts|tsx|yaml))\b[^\n]*\n/;

/**
 * What the documentation says of the installation, so that what is tested is what people read.
 * Blocks of shell are commands, one a line; blocks that name a file are put into it; the others
 * only explain. Throws when a part is not there any more.
 */
export function readRecipe(app: AppKind): readonly Instruction[] {
  return PARTS.filter(part => (part.app ?? app) === app).flatMap(
    ({ page, heading }) => {
      const blocks = codeBlocks(readFileSync(join(ROOT, page), 'utf8')).filter(
        ({ headings }) => headings.includes(heading),
      );
      if (blocks.length === 0) {
        throw new Error(`${page} has no block below "${heading}"`);
      }
      return blocks.flatMap(({ language, code, line }) =>
        instructions(language, code, `${page}:${line}`),
      );
    },
  );
}

function instructions(
  language: string,
  code: string,
  at: string,
): readonly Instruction[] {
  if (language === '' || language === 'sh') {
    return code.split('\n').map(command => ({ kind: 'command', command, at }));
  }
  const file = FILE.exec(code)?.[1];
  return file === undefined
    ? []
    : [{ kind: 'edit', file, code: code.replace(FILE, ''), at }];
}
