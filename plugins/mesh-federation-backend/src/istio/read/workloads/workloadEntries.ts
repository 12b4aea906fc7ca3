import {
  optional,
  type WorkloadEntry,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { configurationObject, sortObjects } from '../istioObjects';
import {
  at,
  isTrue,
  listOf,
  numbersOf,
  objectOf,
  stringsOf,
  textOf,
} from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry' };
const HEALTH_CHECKS = 'proxy.istio.io/health-checks-enabled';

/**
 * Sorted by namespace, then name. Labels of the object go before those of its spec. Sources:
 * istio/api networking/v1alpha3/workload_entry.proto, istio/istio
 * pilot/pkg/serviceregistry/serviceentry/conversion.go ConvertWorkloadEntry, isHealthy.
 */
export function decodeWorkloadEntries(
  objects: readonly KubernetesObject[],
): readonly WorkloadEntry[] {
  return sortObjects(objects).map(object => {
    const spec = objectOf(object.spec);
    return {
      ...configurationObject(object, TYPE),
      labels: {
        ...stringsOf(spec.labels),
        ...stringsOf(object.metadata.labels),
      },
      ports: numbersOf(spec.ports),
      ...optional({
        address: textOf(spec.address),
        network: textOf(spec.network),
        serviceAccount: textOf(spec.serviceAccount),
        locality: textOf(spec.locality),
        unhealthy: isUnhealthy(object) ? (true as const) : undefined,
      }),
    };
  });
}

/** Where its health is checked, it counts once a check has succeeded. */
function isUnhealthy({ metadata, status }: KubernetesObject): boolean {
  return (
    isTrue(metadata.annotations?.[HEALTH_CHECKS]) &&
    !listOf(at(status, 'conditions')).some(
      condition =>
        at(condition, 'type') === 'Healthy' &&
        at(condition, 'status') === 'True',
    )
  );
}
