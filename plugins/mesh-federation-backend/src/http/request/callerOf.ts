import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { CallerOptions } from '../../service/caller/CallerOptions';

/**
 * Who calls: a signed-in user or another backend plugin, never nobody. Throws AuthenticationError.
 */
export async function callerOf(
  httpAuth: HttpAuthService,
  request: Parameters<HttpAuthService['credentials']>[0],
): Promise<CallerOptions> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return { credentials, request };
}
