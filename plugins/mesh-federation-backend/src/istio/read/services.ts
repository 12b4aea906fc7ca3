import type { ServiceSummary } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, listOf, numberOf, textOf } from './json';

/** Keeps of Services what finds them. Sorted by namespace, then name. */
export function decodeServices(
  services: readonly KubernetesObject[],
): readonly ServiceSummary[] {
  return services
    .map(service => ({
      namespace: service.metadata.namespace ?? '',
      name: service.metadata.name,
      labels: service.metadata.labels ?? {},
      ports: listOf(at(service, 'spec', 'ports')).map(entry => {
        const name = textOf(at(entry, 'name'));
        return {
          ...(name ? { name } : {}),
          port: numberOf(at(entry, 'port')) ?? 0,
        };
      }),
      headless: at(service, 'spec', 'clusterIP') === 'None',
    }))
    .sort((a, b) =>
      `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1,
    );
}
