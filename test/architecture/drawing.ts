import type { Graph } from './imports.ts';

/** What is drawn of a package. */
export interface Drawing {
  readonly package: string;
  /** Folders that are drawn as a frame with what is in them; every other one is a single box. */
  readonly open: readonly string[];
  /** Files that only hand on what others offer, and so import everything. */
  readonly leaveOut: readonly string[];
}

type Boxes = ReadonlyMap<string, ReadonlySet<string>>;

const LOOK = `  rankdir=TB ranksep=0.35 nodesep=0.25 bgcolor=white
  fontname="Helvetica,Arial,sans-serif" fontsize=11
  node [shape=box style="rounded,filled" fillcolor="#eef3fb" color="#4a6fa5"
        fontname="Helvetica,Arial,sans-serif" fontsize=12 height=0.3 margin="0.2,0.05"]
  edge [color="#8a8f98" arrowsize=0.6]`;

const FRAME = 'labeljust=l style=rounded color="#b8c4d6"';

/** The box of a file: the file itself, or the outermost of its folders that is not open. */
function boxOf(file: string, open: readonly string[]): string {
  const parts = file.split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/');
    if (!open.includes(folder)) {
      return folder;
    }
  }
  const folder = parts.slice(0, -1).join('/');
  return folder === '' ? file : `${folder}/(files)`;
}

function boxesOf(
  graph: Graph,
  { package: name, open, leaveOut }: Drawing,
): Boxes {
  const root = `plugins/${name}/src/`;
  const inside = (path: string) =>
    path.startsWith(root) && !leaveOut.includes(path.slice(root.length));
  const box = (path: string) => boxOf(path.slice(root.length), open);
  const boxes = new Map<string, Set<string>>();
  for (const [source, targets] of graph) {
    if (inside(source)) {
      const to = boxes.get(box(source)) ?? new Set();
      boxes.set(box(source), to);
      [...targets].filter(inside).forEach(target => to.add(box(target)));
      to.delete(box(source));
    }
  }
  return boxes;
}

/** All boxes that can be reached from one. */
function reachable(boxes: Boxes, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of boxes.get(at) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return seen;
}

/** The arrows that do not follow from others. */
function arrowsOf(boxes: Boxes): readonly (readonly [string, string])[] {
  const from = new Map(
    [...boxes.keys()].map(box => [box, reachable(boxes, box)]),
  );
  return [...boxes].flatMap(([source, targets]) =>
    [...targets]
      .filter(
        target =>
          ![...targets].some(
            other =>
              other !== target &&
              from.get(other)?.has(target) &&
              !from.get(target)?.has(other) &&
              !from.get(other)?.has(source),
          ),
      )
      .map(target => [source, target] as const),
  );
}

/** The frame that a box stands in. */
function frameOf(box: string): string {
  return box.split('/').slice(0, -1).join('/');
}

function frame(
  path: string,
  boxes: readonly string[],
  open: readonly string[],
): string {
  const own = boxes.filter(box => frameOf(box) === path);
  const inner = open.filter(folder => frameOf(folder) === path).sort();
  const body = [
    ...own.map(box => `"${box}" [label="${box.split('/').at(-1)}"]`),
    ...inner.map(folder => frame(folder, boxes, open)),
  ].join('\n');
  return path === ''
    ? body
    : `subgraph "cluster ${path}" { label="${path}/" ${FRAME}\n${body}\n}`;
}

/** The folders of a package and who imports whom, in the language of Graphviz. */
export function drawingOf(graph: Graph, drawing: Drawing): string {
  const boxes = boxesOf(graph, drawing);
  const arrows = arrowsOf(boxes).map(([from, to]) => `"${from}" -> "${to}"`);
  return [
    'digraph {',
    LOOK,
    frame('', [...boxes.keys()].sort(), drawing.open),
    ...arrows.sort(),
    '}',
  ].join('\n');
}
