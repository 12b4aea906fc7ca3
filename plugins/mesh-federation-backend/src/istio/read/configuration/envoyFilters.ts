import {
  optional,
  type EnvoyFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  configurationObject,
  selectorLabels,
  sortObjects,
} from '../istioObjects';
import { at } from '../../../kubernetes/objects/json';

const TYPE = {
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
};

/**
 * Reads which EnvoyFilters exist and for whom, not what they do. Sorted by namespace, then name.
 * Source: istio/api networking/v1alpha3/envoy_filter.proto.
 */
export function decodeEnvoyFilters(
  objects: readonly KubernetesObject[],
): readonly EnvoyFilter[] {
  return sortObjects(objects).map(object => ({
    ...configurationObject(object, TYPE),
    ...optional({
      workloadSelector: selectorLabels(
        at(object, 'spec', 'workloadSelector'),
        'labels',
      ),
    }),
  }));
}
