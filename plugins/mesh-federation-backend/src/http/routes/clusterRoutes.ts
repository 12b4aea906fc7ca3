import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function clusterRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { mesh } = services;

  router.get('/clusters', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await mesh.listClusters(req.query, caller)));
  });
}
