import {
  MANAGED_BY_LABEL,
  federationLabel,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';

/** Those labels of an object that this plugin sets. */
export function ourLabels({
  metadata,
}: KubernetesObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(metadata.labels ?? {}).filter(
      ([key]) =>
        key === MANAGED_BY_LABEL || key.startsWith(federationLabel('')),
    ),
  );
}
