import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF7015, MF7016: versions with a known bug, or too old. */
export const istioVersions: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.flatMap(({ version, deployment }) => {
          const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '');
          if (match === null) {
            return [];
          }
          const [major, minor, patch] = match.slice(1).map(Number);
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
          if (major === 1 && minor! < 28) {
            return [finding('MF7016', options)];
          }
          return major === 1 && minor === 30 && (patch ?? 0) <= 3
            ? [finding('MF7015', options)]
            : [];
        }),
  );
