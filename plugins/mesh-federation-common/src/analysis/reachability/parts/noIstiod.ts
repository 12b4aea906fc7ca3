import { finding } from '../../../findings/registry';
import { ISTIO_NAMESPACE, type Finding, type ObjectRef } from '../../../model';

/** Where istiod would be. */
export const ISTIOD: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: ISTIO_NAMESPACE,
  name: 'istiod',
};

/** MF2022: the control planes of the cluster were observed at the time, and there is none. */
export function noIstiodFinding(cluster: string, at: string): Finding {
  return finding('MF2022', {
    cluster,
    object: ISTIOD,
    message: `No istiod was found in ${cluster}.`,
    evidence: [
      { cluster, object: ISTIOD, field: 'metadata.name', value: 'absent', at },
    ],
  });
}
