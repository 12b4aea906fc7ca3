import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import type { Services } from '../service/Services';
import { refuseLargeBody } from './request/refuseLargeBody';
import { clusterRoutes } from './routes/clusterRoutes';
import { entityRoutes } from './routes/entityRoutes';
import { federationRoutes } from './routes/federationRoutes';
import { findingRoutes } from './routes/findingRoutes';
import { healthRoutes } from './routes/healthRoutes';
import { observationRoutes } from './routes/observationRoutes';
import { planRoutes } from './routes/planRoutes';
import { runRoutes } from './routes/runRoutes';
import { serviceRoutes } from './routes/serviceRoutes';
import { trustRoutes } from './routes/trustRoutes';

/**
 * The HTTP API of `src/schema/openapi.yaml`. Requests are checked against that document before a
 * handler sees them; a wrong one gets an InputError that names the field.
 */
export async function createRouter(options: {
  readonly services: Services;
  readonly httpAuth: HttpAuthService;
}): Promise<Router> {
  const router = await createOpenApiRouter();
  const context = { ...options, router };
  clusterRoutes(context);
  trustRoutes(context);
  findingRoutes(context);
  federationRoutes(context);
  planRoutes(context);
  runRoutes(context);
  observationRoutes(context);
  entityRoutes(context);
  serviceRoutes(context);
  healthRoutes(context);
  router.use(refuseLargeBody);
  return router;
}
