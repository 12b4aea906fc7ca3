import { ROOT_CONFIG_MAP, counted } from '../../../../model';
import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF2011: namespaces whose ConfigMap istio-ca-root-cert is not that of istio-system. */
export const laggingNamespaces: Rule = ({ states }) =>
  states.flatMap(({ cluster, trustStore }) => {
    if (
      trustStore.status === 'unknown' ||
      trustStore.value.laggingNamespaces.length === 0
    ) {
      return [];
    }
    const lagging = trustStore.value.laggingNamespaces;
    return [
      finding('MF2011', {
        cluster,
        message: `${counted(lagging.length, 'namespace')} of ${cluster} ${
          lagging.length === 1 ? 'has' : 'have'
        } another root bundle than istio-system.`,
        params: { namespaces: lagging.map(item => item.namespace).join(', ') },
        evidence: lagging.map(({ namespace, fingerprints }) => ({
          cluster,
          object: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            namespace,
            name: ROOT_CONFIG_MAP,
          },
          field: 'data.root-cert.pem',
          value: fingerprints.join(' '),
          at: trustStore.at,
        })),
      }),
    ];
  });
