import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF2015, MF2016: an external CA or an ambient data plane, recognized and not analyzed. */
export const unsupportedTrust: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes, ambient }) => {
    const external =
      controlPlanes.status === 'observed' &&
      controlPlanes.value.find(
        plane => plane.certificateAuthority === 'external',
      );
    return [
      ...(external
        ? [
            finding('MF2015', {
              cluster,
              object: external.deployment,
              message: `Workload certificates of ${cluster} come from an external CA.`,
              evidence: [
                { cluster, object: external.deployment, at: controlPlanes.at },
              ],
            }),
          ]
        : []),
      ...(ambient.status === 'observed' && ambient.value
        ? [
            finding('MF2016', {
              cluster,
              message: `ztunnel runs in ${cluster}.`,
              evidence: [{ cluster, field: 'ztunnel', at: ambient.at }],
            }),
          ]
        : []),
    ];
  });
