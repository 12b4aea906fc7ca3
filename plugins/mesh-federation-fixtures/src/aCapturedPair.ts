import type { ClusterState } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import east from './captured/east.json';
import west from './captured/west.json';

/**
 * The clusters `east` and `west` of the bed as the plugin observed them, joined and well, with
 * Service `scene/baseline` in both. Written by test/e2e/captureStates.ts.
 */
export function aCapturedPair(): readonly [ClusterState, ClusterState] {
  // TypeScript gives a JSON file other types than those of the model.
  return [east as unknown as ClusterState, west as unknown as ClusterState];
}
