import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { CallerOptions } from '../service/FederationService';

/** Who calls: a signed-in user or another backend plugin, never nobody. Throws AuthenticationError. */
export async function callerOf(
  httpAuth: HttpAuthService,
  request: Request<any, any, any, any, any>,
): Promise<CallerOptions> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return { credentials, request };
}
