import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { said, mdLines, type Markdown } from '../text/markdown';

/** A list of findings; with none, the sentence that says so. */
export function findingsMarkdown(findings: readonly Finding[]): Markdown {
  if (findings.length === 0) {
    return said`No findings.`;
  }
  return mdLines(
    findings.map(
      ({ code, blocking, severity, message, fix }) =>
        said`- **${code}** (${
          blocking ? 'blocks' : severity
        }): ${message} _${fix}_`,
    ),
    '\n',
  );
}
