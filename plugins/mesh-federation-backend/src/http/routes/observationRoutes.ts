import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function observationRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { changes } = services;

  router.post('/observations', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const { clusters } = req.body;
    res.json(toBody(await changes.observe({ clusters }, caller)));
  });
}
