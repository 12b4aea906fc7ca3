import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';
import { toFilter } from '../request/toFilter';

export function entityRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { mesh, reachability } = services;

  router.get(
    '/entities/by-name/:kind/:namespace/:name/mesh',
    async (req, res) => {
      const caller = await callerOf(httpAuth, req);
      res.json(toBody(await mesh.getEntityMesh(req.params, caller)));
    },
  );

  router.get(
    '/entities/by-name/:kind/:namespace/:name/reachability',
    async (req, res) => {
      const caller = await callerOf(httpAuth, req);
      const answer = await reachability.getEntityReachability(
        req.params,
        toFilter(req.query),
        caller,
      );
      res.json(toBody(answer));
    },
  );
}
