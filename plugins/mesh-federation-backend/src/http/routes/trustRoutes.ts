import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function trustRoutes(context: RouteContext): void {
  const { router, service, httpAuth } = context;

  router.get('/trust', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await service.getTrust(caller)));
  });
}
