import type { RoutePlace } from '../../../configuration/routes/routesFor';

/**
 * Routes of gateways alone are not observed, so that the number of a route is only certain without
 * them; rules of the Gateway API have other fields.
 */
export function isForMeshAlone({ virtualService }: RoutePlace): boolean {
  return (
    virtualService.object.kind === 'VirtualService' &&
    virtualService.gateways.every(gateway => gateway === 'mesh')
  );
}

export function nameOf({ virtualService: { object } }: RoutePlace): string {
  return `${object.kind} ${object.namespace}/${object.name}`;
}
