import { finding } from '../../../findings/registry';
import type { Finding } from '../../../model';
import { ISTIOD } from '../../../model/objectRef';

/**
 * MF2022: the control planes of the cluster were observed at the time, and there is none.
 * `federation` as the fix names it.
 */
export function noIstiodFinding(
  cluster: string,
  federation: string,
  at: string,
): Finding {
  return finding('MF2022', {
    cluster,
    object: ISTIOD,
    params: { federation },
    message: `No istiod was found in ${cluster}.`,
    evidence: [
      { cluster, object: ISTIOD, field: 'metadata.name', value: 'absent', at },
    ],
  });
}
