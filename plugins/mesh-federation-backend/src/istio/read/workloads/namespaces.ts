import {
  DISTRIBUTION_ANNOTATION,
  optional,
  type Namespace,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { textOf } from '../../../kubernetes/objects/json';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { sortObjects } from '../istioObjects';

/** Names, labels and what counts of the annotations, sorted by name. */
export function decodeNamespaces(
  namespaces: readonly KubernetesObject[],
): readonly Namespace[] {
  return sortObjects(namespaces).map(({ metadata }) => ({
    name: metadata.name,
    labels: metadata.labels ?? {},
    ...optional({
      distributionAnnotation: textOf(
        metadata.annotations?.[DISTRIBUTION_ANNOTATION],
      ),
    }),
  }));
}
