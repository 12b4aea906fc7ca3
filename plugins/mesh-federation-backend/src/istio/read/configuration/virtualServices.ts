import { exportScopes } from '../exportScopes';
import {
  optional,
  type VirtualService,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeDestinations, decodeHttpRoute } from './httpRoutes';
import { istioObject, repeatedTexts, sortObjects } from '../istioObjects';
import {
  at,
  listOf,
  objectOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { appliesToSidecars, decodeMatches } from './routeMatches';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };

/**
 * Sorted by namespace, then name; routes in their order, without those that gateways alone use.
 * Source: istio/api networking/v1alpha3/virtual_service.proto.
 */
export function decodeVirtualServices(
  objects: readonly KubernetesObject[],
): readonly VirtualService[] {
  return sortObjects(objects).map(object => {
    const spec = objectOf(object.spec);
    return {
      ...istioObject(object, TYPE),
      hosts: textsOf(spec.hosts),
      gateways: textsOf(spec.gateways),
      ...optional({ exportTo: exportScopes(repeatedTexts(spec.exportTo)) }),
      http: listOf(spec.http).filter(appliesToSidecars).map(decodeHttpRoute),
      tcp: [
        ...decodeConnections(spec.tls, 'tls'),
        ...decodeConnections(spec.tcp, 'tcp'),
      ],
    };
  });
}

function decodeConnections(
  routes: unknown,
  kind: 'tls' | 'tcp',
): VirtualService['tcp'] {
  return listOf(routes).flatMap((route, index) =>
    appliesToSidecars(route)
      ? [
          {
            field: `spec.${kind}[${index}]`,
            ...optional({ tls: kind === 'tls' ? (true as const) : undefined }),
            match: decodeMatches(route),
            route: decodeDestinations(at(route, 'route')),
          },
        ]
      : [],
  );
}
