import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { TypedRouter } from '@backstage/backend-openapi-utils';
import type { EndpointMap } from '../../schema/openapi';
import type { Services } from '../../service/Services';

/** What the routes of every resource need. */
export interface RouteContext {
  readonly router: TypedRouter<EndpointMap>;
  readonly services: Services;
  readonly httpAuth: HttpAuthService;
}
