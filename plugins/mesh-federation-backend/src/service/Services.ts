import type { ChangeService } from './changes/ChangeService';
import type { FederationService } from './federations/FederationService';
import type { HealthService } from './operations/HealthService';
import type { MeshService } from './mesh/MeshService';
import type { ReachabilityService } from './reachability/ReachabilityService';

/**
 * What the plugin does, by concern: three kinds of reading, everything that changes something, and
 * whether it is alive.
 */
export interface Services {
  readonly mesh: MeshService;
  readonly reachability: ReachabilityService;
  readonly federations: FederationService;
  readonly changes: ChangeService;
  readonly health: HealthService;
}
