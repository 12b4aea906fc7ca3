import type { Phase } from './phases.ts';

/**
 * The phases as a table of Markdown, in the order in which they were first seen; what came more
 * than once is added up.
 */
export function timesTable(phases: readonly Phase[]): string {
  const rows = new Map<string, Phase & { readonly times: number }>();
  for (const each of phases) {
    const key = [each.level, each.part, each.phase].join('\n');
    const before = rows.get(key);
    rows.set(key, {
      ...each,
      seconds: each.seconds + (before?.seconds ?? 0),
      times: 1 + (before?.times ?? 0),
    });
  }
  const lines = [...rows.values()].map(
    ({ level, part, phase, seconds, times }) => [
      level,
      part,
      times > 1 ? `${phase} (${times} times)` : phase,
      seconds.toFixed(1),
    ],
  );
  return markdown(['level', 'part', 'phase', 'seconds'], lines);
}

function markdown(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' | ')} |\n`;
  return [head, widths.map(width => '-'.repeat(width)), ...rows]
    .map(line)
    .join('');
}
