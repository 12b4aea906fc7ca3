import { callerOf } from '../request/callerOf';
import { parseFields } from '../request/parseFields';
import { parsePlanPreview } from '../request/parsePlanPreview';
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
    const { name } = req.params;
    if (req.query.dryRun) {
      const preview = parsePlanPreview(req.body);
      res.json(toBody(await changes.previewPlan(name, preview, caller)));
      return;
    }
    const request = parsePlanRequest(req.body);
    const plan = await changes.createPlan(name, request, caller);
    res.status(201).json(toBody(plan));
  });

  router.get('/plans/:id', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.getPlan(req.params.id, caller)));
  });

  router.post('/plans/:id/approval-request', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    parseFields(req.body, ['comment']);
    const { comment } = req.body;
    const { id } = req.params;
    res.json(toBody(await changes.requestApproval(id, comment, caller)));
  });

  router.post('/plans/:id/decline', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    parseFields(req.body, ['reason']);
    const { reason } = req.body;
    const { id } = req.params;
    res.json(toBody(await changes.declinePlan(id, reason, caller)));
  });

  router.post('/plans/:id/runs', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const run = await changes.startRun(req.params.id, req.body.digest, caller);
    res.status(201).json(toBody(run));
  });
}
