import type { Node } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { sortObjects } from '../istioObjects';

/** Names and labels, sorted by name. */
export function decodeNodes(
  nodes: readonly KubernetesObject[],
): readonly Node[] {
  return sortObjects(nodes).map(({ metadata }) => ({
    name: metadata.name,
    labels: metadata.labels ?? {},
  }));
}
