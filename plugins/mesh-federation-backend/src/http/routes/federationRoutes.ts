import { callerOf } from '../request/callerOf';
import { parseFederationSpec } from '../request/parseFederationSpec';
import type { RouteContext } from './RouteContext';
import { toBody } from './toBody';

export function federationRoutes(context: RouteContext): void {
  const { router, services, httpAuth } = context;
  const { changes, federations } = services;

  router.get('/federations', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.listFederations(req.query, caller)));
  });

  router.get('/federations/:name', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.getFederation(req.params.name, caller)));
  });

  router.get('/federations/:name/affected', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    res.json(toBody(await federations.getAffected(req.params.name, caller)));
  });

  router.put('/federations/:name', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const spec = parseFederationSpec(req.body);
    res.json(
      toBody(await changes.putFederation(req.params.name, spec, caller)),
    );
  });

  router.delete('/federations/:name', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    await changes.deleteFederation(req.params.name, caller);
    res.status(204).end();
  });
}
