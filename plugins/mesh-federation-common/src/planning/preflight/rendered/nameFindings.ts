import { finding } from '../../../findings/registry';
import type { Finding, PlannedStep } from '../../../model';
import { describeObject } from '../../../model/objectRef';
import { manifestFaults } from './manifestFaults';

/** A name may be as long as whoever set it liked. */
const SHOWN = 100;

/**
 * MF7023 for each name, label and key of a rendered plan that Kubernetes does not take.
 *
 * @alpha
 */
export function nameFindings(
  steps: readonly PlannedStep[],
): readonly Finding[] {
  return steps
    .flatMap(({ objects }) => objects)
    .flatMap(({ cluster, ref: object, after }) =>
      manifestFaults(after).map(({ field, value, rule }) => {
        const shown =
          value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
        return finding('MF7023', {
          cluster,
          object,
          message: `${describeObject(
            object,
          )} in ${cluster} would have ${field} "${shown}", which has to be ${rule}.`,
          blocking: true,
          params: { field },
          evidence: [{ cluster, object, field, value: shown }],
        });
      }),
    );
}
