import type { Entity } from '@backstage/catalog-model';
import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether an entity says by one of Backstage's annotations which Kubernetes objects are its own.
 */
export function namesKubernetesObjects({ metadata }: Entity): boolean {
  const annotations = metadata.annotations ?? {};
  return Boolean(
    annotations[KUBERNETES_ID_ANNOTATION] ||
      annotations[KUBERNETES_LABEL_SELECTOR_ANNOTATION],
  );
}
