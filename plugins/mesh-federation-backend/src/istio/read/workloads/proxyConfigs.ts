import {
  optional,
  PROXY_CONFIG_XDS_AGENT,
  type ProxyConfig,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  at,
  isTrue,
  objectOf,
  stringsOf,
  textOf,
} from '../../../kubernetes/objects/json';
import { istioObject, sortObjects } from '../istioObjects';

const TYPE = { apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig' };

/**
 * Sorted by namespace, then name. Source: istio/api networking/v1beta1/proxy_config.proto;
 * istio/istio pilot/pkg/model/proxy_config.go.
 */
export function decodeProxyConfigs(
  objects: readonly KubernetesObject[],
): readonly ProxyConfig[] {
  return sortObjects(objects).map(object => {
    const { selector, environmentVariables } = objectOf(object.spec);
    const agent = textOf(at(environmentVariables, PROXY_CONFIG_XDS_AGENT));
    return {
      ...istioObject(object, TYPE),
      ...optional({
        selector:
          selector === undefined || selector === null
            ? undefined
            : stringsOf(at(selector, 'matchLabels')),
        xdsAgent: agent === undefined ? undefined : isTrue(agent),
      }),
    };
  });
}
