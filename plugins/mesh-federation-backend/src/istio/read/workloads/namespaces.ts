import type { Namespace } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { sortObjects } from '../istioObjects';

/** Names and labels, sorted by name. */
export function decodeNamespaces(
  namespaces: readonly KubernetesObject[],
): readonly Namespace[] {
  return sortObjects(namespaces).map(({ metadata }) => ({
    name: metadata.name,
    labels: metadata.labels ?? {},
  }));
}
