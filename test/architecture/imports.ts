import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { ROOT } from '../demo/paths.ts';

interface Cruised {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
}

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const TEST =
  /\.test\.tsx?$|\/(__testUtils__|__fixtures__|mesh-federation-fixtures)\/|setupTests\.ts$/;

const LEG = /\/legs\/([a-z]+)(?:\/|\.ts$)/;

/** Who imports whom among the packages' sources, tests aside; imports of types count. */
export const graph: Graph = cruise();

function cruise(): Graph {
  const { stdout, stderr, status } = spawnSync(
    'depcruise',
    [
      '--config',
      'test/architecture/dependency-cruiser.cjs',
      '--output-type',
      'json',
      'plugins',
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout === null || !stdout.startsWith('{')) {
    throw new Error(`depcruise ended with ${status}: ${stderr}`);
  }
  const isSource = (file: string) =>
    /^plugins\/[^/]+\/src\//.test(file) && !TEST.test(file);
  return new Map(
    (JSON.parse(stdout) as Cruised).modules
      .filter(({ source }) => isSource(source))
      .map(({ source, dependencies }) => [
        source,
        new Set(
          dependencies
            .map(({ resolved }) => resolved)
            .filter(target => isSource(target) && target !== source),
        ),
      ]),
  );
}

/** Imports from a file of one leg to a file of another. */
export function legImports(): readonly string[] {
  return [...graph].flatMap(([source, targets]) => {
    const leg = LEG.exec(source)?.[1];
    return [...targets]
      .filter(target => {
        const other = LEG.exec(target)?.[1];
        return leg !== undefined && other !== undefined && other !== leg;
      })
      .map(target => `${source} → ${target}`);
  });
}

/** Groups of files that import each other in a circle. */
export function fileCircles(): readonly string[] {
  return circles(graph);
}

/**
 * Groups of folders whose files import each other in a circle. A folder stands for the files that
 * lie in it, not for those below. The `src` of a package is left out: the entry points that lie
 * there import everything, and what everybody may import lies beside them.
 */
export function folderCircles(): readonly string[] {
  const folders = new Map<string, Set<string>>();
  for (const [source, targets] of graph) {
    const from = dirname(source);
    const reached = folders.get(from) ?? new Set();
    for (const target of targets) {
      const to = dirname(target);
      if (to !== from && !to.endsWith('/src')) reached.add(to);
    }
    folders.set(from, reached);
  }
  return circles(folders);
}

/** Strongly connected parts of more than one node, by Tarjan's algorithm. */
function circles(edges: Graph): readonly string[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node)!, low.get(next)!));
      } else if (stack.includes(next)) {
        low.set(node, Math.min(low.get(node)!, index.get(next)!));
      }
    }
    if (low.get(node) === index.get(node)) {
      const part = stack.splice(stack.indexOf(node));
      if (part.length > 1) found.push(part.sort().join(' ↔ '));
    }
  };
  for (const node of edges.keys()) {
    if (!index.has(node)) visit(node);
  }
  return found;
}
