import { finding } from '../../findings/registry';
import type { ClusterName, ClusterState, Finding } from '../../model';
import { missingFactFinding } from './missingFactFinding';

/** MF7010 for each right to write that is missing in a cluster that a plan writes to. */
export function accessFindings(
  states: readonly ClusterState[],
  written: ReadonlySet<ClusterName>,
): readonly Finding[] {
  return states
    .filter(({ cluster }) => written.has(cluster))
    .flatMap(({ cluster, access }) =>
      access.status === 'unknown'
        ? [
            // The run finds out; a review that failed proves no lack of a right.
            missingFactFinding(
              {
                cluster,
                section: 'rights of Backstage',
                reason: access.reason,
              },
              false,
            ),
          ]
        : access.value
            .filter(({ allowed }) => !allowed)
            .map(({ verb, resource, namespace }) =>
              finding('MF7010', {
                cluster,
                message: `Backstage may not ${verb} ${resource}${
                  namespace === undefined ? '' : ` in ${namespace}`
                } of ${cluster}.`,
                blocking: true,
                params: { verb, resource },
                evidence: [
                  {
                    cluster,
                    field: 'SelfSubjectAccessReview',
                    value: `${verb} ${resource}: denied`,
                    at: access.at,
                  },
                ],
              }),
            ),
    );
}
