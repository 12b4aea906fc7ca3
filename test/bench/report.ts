import { cpus, totalmem } from 'node:os';
import type { Figure, Measurement } from './Figure.ts';

/** A machine says as much about a figure as the figure itself. */
function machine(): string {
  const all = cpus();
  return `${all.length} cores (${
    all[0]?.model.trim() ?? 'unknown'
  }), ${Math.round(totalmem() / 1024 ** 3)} GiB of memory, Node ${
    process.versions.node
  }`;
}

function cells({ what, value, aim = '', reached }: Figure): readonly string[] {
  const verdict = reached ? 'yes' : 'no';
  return [what, value, aim, aim === '' ? '' : verdict];
}

/** With columns of one width, as Prettier formats it. */
function table(figures: readonly Figure[]): string {
  const rows = [['What', 'Measured', 'Aim', 'Reached'], ...figures.map(cells)];
  const widths = rows[0]!.map((_, column) =>
    Math.max(3, ...rows.map(row => row[column]!.length)),
  );
  const [head, ...body] = rows.map(
    row =>
      `| ${row
        .map((text, column) => text.padEnd(widths[column]!))
        .join(' | ')} |`,
  );
  const line = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [head, line, ...body].join('\n');
}

/** Markdown. */
export function report(
  measurements: readonly Measurement[],
  command: string,
  date: string,
): string {
  const sections = measurements.map(
    ({ title, method, figures }) =>
      `## ${title}\n\n${method}\n\n${table(figures)}\n`,
  );
  return `# Performance\n\nMeasured with \`${command}\` on ${date}: ${machine()}. Other machines give other times; the ratios are of one run.\n\n${sections.join(
    '\n',
  )}`;
}
