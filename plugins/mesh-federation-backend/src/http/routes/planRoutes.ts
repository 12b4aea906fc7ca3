import { callerOf } from '../request/callerOf';
import { parsePlanRequest } from '../request/parsePlanRequest';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function planRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { changes, federations } = services;

  router.get('/federations/:name/plans', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const { name } = req.params;
    res.json(toBody(await federations.listPlans(name, req.query, caller)));
  });

  router.post('/federations/:name/plans', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parsePlanRequest(req.body);
    const plan = await changes.createPlan(req.params.name, request, caller);
    res.status(201).json(toBody(plan));
  });

  router.get('/plans/:id', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.getPlan(req.params.id, caller)));
  });

  router.post('/plans/:id/runs', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const run = await changes.startRun(req.params.id, req.body.digest, caller);
    res.status(201).json(toBody(run));
  });
}
