import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Findings that say the same of other clusters or objects. */
export type FindingGroup = readonly [Finding, ...Finding[]];

/** Puts findings of one code together, in the order in which the first of each came. */
export function groupFindings(
  findings: readonly Finding[],
): readonly FindingGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.code}/${finding.severity}/${finding.blocking}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}
