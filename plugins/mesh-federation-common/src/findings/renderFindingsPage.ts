import type { FindingDefinition } from './definitions/FindingDefinition';
import { FINDINGS } from './registry';
import { compareStrings } from '../model/basics/compareStrings';

const GROUPS: readonly { readonly prefix: string; readonly title: string }[] = [
  { prefix: 'MF1', title: 'Observation' },
  { prefix: 'MF2', title: 'Trust' },
  { prefix: 'MF3', title: 'Discovery' },
  { prefix: 'MF4', title: 'Networks and gateways' },
  { prefix: 'MF5', title: 'Services and their names' },
  { prefix: 'MF60', title: 'Policies' },
  { prefix: 'MF61', title: 'Traffic' },
  { prefix: 'MF62', title: "istiod's own say" },
  { prefix: 'MF7', title: 'Plans and runs' },
];

/** The page of the documentation that explains every code, as Markdown. */
export function renderFindingsPage(): string {
  return [
    '# Findings',
    '',
    '<!-- Generated from the registry of mesh-federation-common. Do not edit. -->',
    '',
    'Each finding has a code, which never changes its meaning. Words in `{braces}` stand for the cluster, the other cluster of a pair, the object and so on of the finding.',
    '',
    ...GROUPS.flatMap(({ prefix, title }) => [
      `## ${title}`,
      '',
      ...Object.entries<FindingDefinition>(FINDINGS)
        .filter(([code]) => code.startsWith(prefix))
        .sort(([a], [b]) => compareStrings(a, b))
        .flatMap(([code, definition]) => renderFinding(code, definition)),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function renderFinding(
  code: string,
  definition: FindingDefinition,
): readonly string[] {
  return [
    `### ${code}: ${definition.title}`,
    '',
    `**Severity:** ${definition.severity}`,
    '',
    definition.meaning,
    '',
    `**What to do:** ${definition.fix.replace(/\{\w+\}/g, '`$&`')}`,
    '',
  ];
}
