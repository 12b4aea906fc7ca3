import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function trustRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { mesh } = services;

  router.get('/trust', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await mesh.listTrust(req.query, caller)));
  });
}
