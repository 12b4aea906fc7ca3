import type { RoutePlace } from '../../../configuration/routes/routesFor';

/**
 * Routes of gateways alone are not observed, so that the number of a route is only certain without
 * them.
 */
export function isForMeshAlone({ virtualService }: RoutePlace): boolean {
  return virtualService.gateways.every(gateway => gateway === 'mesh');
}

export function nameOf({ virtualService: { object } }: RoutePlace): string {
  return `VirtualService ${object.namespace}/${object.name}`;
}
