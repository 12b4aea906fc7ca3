import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  EntityReachability,
  EntityReachabilityFilter,
  ServiceReachabilityFilter,
  ServiceReachabilityAnswer,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';

/** Who can reach whom, from where and over which trust. */
export interface ReachabilityService {
  getEntityReachability(
    entity: CompoundEntityRef,
    filter: EntityReachabilityFilter,
    options: CallerOptions,
  ): Promise<EntityReachability>;
  getServiceReachability(
    service: { readonly namespace: string; readonly name: string },
    filter: ServiceReachabilityFilter,
    options: CallerOptions,
  ): Promise<ServiceReachabilityAnswer>;
}
