import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { TypedRouter } from '@backstage/backend-openapi-utils';
import type { EndpointMap } from '../../schema/openapi';
import type { FederationService } from '../../service/federations/FederationService';

/** What the routes of every resource need. */
export interface RouteContext {
  readonly router: TypedRouter<EndpointMap>;
  readonly service: FederationService;
  readonly httpAuth: HttpAuthService;
}
