import { finding } from '../../findings/registry';
import type { ClusterName, ClusterState, Finding, Step } from '../../model';
import { missingFactFinding } from './missingFactFinding';

/**
 * MF7010 for each right to write that is missing in a cluster that a plan writes to. The right to
 * restart workloads is missed only where the plan restarts some.
 */
export function accessFindings(
  states: readonly ClusterState[],
  drafts: readonly Pick<Step, 'cluster' | 'type'>[],
): readonly Finding[] {
  const written = clustersOf(drafts);
  const restarted = clustersOf(
    drafts.filter(({ type }) => type === 'restart-workloads'),
  );
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
            .filter(
              check =>
                !check.allowed &&
                (check.for !== 'restarts' || restarted.has(cluster)),
            )
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

function clustersOf(
  drafts: readonly Pick<Step, 'cluster' | 'type'>[],
): ReadonlySet<ClusterName> {
  return new Set(drafts.map(({ cluster }) => cluster));
}
