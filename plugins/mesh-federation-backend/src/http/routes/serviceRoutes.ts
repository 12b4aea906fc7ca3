import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';
import { toFilter } from '../request/toFilter';

export function serviceRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { reachability } = services;

  router.get('/services/:namespace/:name/reachability', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const answer = await reachability.getServiceReachability(
      req.params,
      toFilter(req.query),
      caller,
    );
    res.json(toBody(answer));
  });
}
