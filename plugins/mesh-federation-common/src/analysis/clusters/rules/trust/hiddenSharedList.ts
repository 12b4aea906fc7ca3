import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/**
 * MF2014: the primary mesh config has a list of its own, so that the one of the shared mesh config
 * has no effect.
 */
export const hiddenSharedList: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.flatMap(({ revision, meshConfig, shared }) =>
          meshConfig.status === 'observed' &&
          meshConfig.value.caCertificates !== undefined &&
          shared.status === 'observed' &&
          shared.value.caCertificates.length > 0
            ? [
                finding('MF2014', {
                  cluster,
                  object: meshConfig.value.configMap,
                  message: `caCertificates in ConfigMap ${meshConfig.value.configMap.name} of ${cluster} hides the list of ConfigMap ${shared.value.configMap.name} from revision ${revision}.`,
                  evidence: [
                    {
                      cluster,
                      object: meshConfig.value.configMap,
                      field: 'data.mesh caCertificates',
                      at: meshConfig.at,
                    },
                  ],
                }),
              ]
            : [],
        ),
  );
