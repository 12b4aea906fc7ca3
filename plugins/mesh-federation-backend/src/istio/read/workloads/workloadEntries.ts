import {
  optional,
  type WorkloadEntry,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { configurationObject, sortObjects } from '../istioObjects';
import { objectOf, stringsOf, textOf } from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry' };

/** Sorted by namespace, then name. Source: istio/api networking/v1alpha3/workload_entry.proto. */
export function decodeWorkloadEntries(
  objects: readonly KubernetesObject[],
): readonly WorkloadEntry[] {
  return sortObjects(objects).map(object => {
    const spec = objectOf(object.spec);
    return {
      ...configurationObject(object, TYPE),
      labels: stringsOf(spec.labels),
      ...optional({
        address: textOf(spec.address),
        network: textOf(spec.network),
        serviceAccount: textOf(spec.serviceAccount),
      }),
    };
  });
}
