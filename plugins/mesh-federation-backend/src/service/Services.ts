import type { ChangeService } from './changes/ChangeService';
import type { FederationService } from './federations/FederationService';
import type { MeshService } from './mesh/MeshService';
import type { ReachabilityService } from './reachability/ReachabilityService';

/**
 * What the plugin does, by concern: three kinds of reading, and everything that changes something.
 */
export interface Services {
  readonly mesh: MeshService;
  readonly reachability: ReachabilityService;
  readonly federations: FederationService;
  readonly changes: ChangeService;
}
