import type { Evidence } from '../../../../../model';
import { serviceHost } from '../../../lookup/hostLookUp';
import { routesFor } from '../../../configuration/routes/routesFor';
import type { LegInput } from '../../../question/Leg';
import type { Requests } from './callerOf';
import { arrivingRequests, changesRequests } from './requests/arrivingRequests';
import type { Arriving } from './requests/settle';

/**
 * The client's requests as the server gets them. Where its routes are not known, any request may
 * arrive, and the leg `traffic` says what is missing.
 */
export function routedRequests(
  input: LegInput,
  { group, routed }: Pick<Requests, 'group' | 'routed'>,
): { readonly arriving: Arriving; readonly evidence: readonly Evidence[] } {
  const found = routed ? routesFor(input, group) : undefined;
  const routes = found?.status === 'observed' ? found.value ?? [] : [];
  const { cluster } = input.client;
  return {
    arriving: arrivingRequests(routes, serviceHost(input.service)),
    evidence: routes.filter(changesRequests).map(route => ({
      cluster,
      object: route.virtualService.object,
      field: route.field,
      value: 'changes requests',
      at: found?.at ?? '',
    })),
  };
}
