import type { ClientRoute } from '../../../configuration/routesFor';

/**
 * Routes of gateways alone are not observed, so that the number of a route is only certain without
 * them.
 */
export function isForMeshAlone({ virtualService }: ClientRoute): boolean {
  return virtualService.gateways.every(gateway => gateway === 'mesh');
}

export function nameOf({ virtualService: { object } }: ClientRoute): string {
  return `VirtualService ${object.namespace}/${object.name}`;
}
