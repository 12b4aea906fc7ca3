import { callerOf } from '../request/callerOf';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function runRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { changes, federations } = services;

  router.get('/runs', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.listRuns(req.query, caller)));
  });

  router.get('/runs/:id', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.getRun(req.params.id, caller)));
  });

  router.get('/runs/:id/events', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const { id } = req.params;
    res.json(toBody(await federations.listRunEvents(id, req.query, caller)));
  });

  router.post('/runs/:id/cancel', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await changes.cancelRun(req.params.id, caller)));
  });

  router.post('/runs/:id/continue', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await changes.continueRun(req.params.id, caller)));
  });
}
