import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function findingRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { mesh } = services;

  router.get('/findings', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await mesh.listFindings(req.query, caller)));
  });

  router.get('/witness', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await mesh.getWitness(caller)));
  });
}
