import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF1007: the control planes were observed and there is none. */
export const istioNotFound: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'observed' && controlPlanes.value.length === 0
      ? [
          finding('MF1007', {
            cluster,
            message: `No istiod was found in ${cluster}.`,
            evidence: [
              { cluster, field: 'control planes', at: controlPlanes.at },
            ],
          }),
        ]
      : [],
  );
