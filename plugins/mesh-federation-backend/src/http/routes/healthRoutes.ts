import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

/** For probes, which have no token: names no cluster and needs no permission. */
export function healthRoutes({ router, services }: RouteContext): void {
  router.get('/health', async (_req, res) => {
    const health = await services.health.getHealth();
    res.status(health.status === 'ok' ? 200 : 503).json(toBody(health));
  });
}
