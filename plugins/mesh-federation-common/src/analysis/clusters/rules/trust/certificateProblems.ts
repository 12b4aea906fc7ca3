import { finding } from '../../../../findings/registry';
import type {
  CertificateProblem,
  ClusterState,
  Finding,
} from '../../../../model';
import type { Rule } from '../Rule';
import { describeObject } from '../../../../model/objectRef';

const CODES = {
  'not-a-ca': 'MF2004',
  unparsable: 'MF2005',
  'several-in-one-entry': 'MF2006',
  'other-block': 'MF2023',
} as const satisfies Record<CertificateProblem['problem'], string>;

/** MF2004, MF2005, MF2006, MF2023: what does not belong among roots. */
export const certificateProblems: Rule = ({ states }) =>
  states.flatMap(certificateProblemsOf);

/** The same for one cluster. */
export function certificateProblemsOf({
  cluster,
  trustStore,
}: ClusterState): readonly Finding[] {
  return trustStore.status === 'unknown'
    ? []
    : trustStore.value.problems.map(({ source, field, problem, message }) =>
        finding(CODES[problem], {
          cluster,
          object: source,
          message: `${describeObject(
            source,
          )} of ${cluster}, ${field}: ${message}.`,
          evidence: [{ cluster, object: source, field, at: trustStore.at }],
        }),
      );
}
