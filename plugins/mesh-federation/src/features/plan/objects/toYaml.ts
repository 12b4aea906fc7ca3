import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { stringify } from 'yaml';

/**
 * A manifest as YAML 1.1, which Kubernetes reads. Long values stay on one line: folded ones would
 * show in a diff where the folds moved.
 */
export function toYaml(manifest: Manifest): string {
  return stringify(manifest, { lineWidth: 0, version: '1.1' });
}
