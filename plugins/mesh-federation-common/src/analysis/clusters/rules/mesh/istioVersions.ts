import { isInRange } from '../../../istioVersion';
import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF7015, MF7016: versions with a known bug, or too old. */
export const istioVersions: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.flatMap(({ version, deployment }) => {
          const options = {
            cluster,
            object: deployment,
            message: `${cluster} runs Istio ${version}.`,
            evidence: [
              {
                cluster,
                object: deployment,
                field: 'version',
                value: version ?? '',
                at: controlPlanes.at,
              },
            ],
          };
          if (isInRange(version, '>=1.0.0 <1.28.0')) {
            return [finding('MF7016', options)];
          }
          return isInRange(version, '>=1.30.0 <=1.30.3')
            ? [finding('MF7015', options)]
            : [];
        }),
  );
