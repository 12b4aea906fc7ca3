import {
  optional,
  type RouteDestination,
  type RouteMatch,
  type VirtualService,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf, textsOf } from '../../../kubernetes/objects/json';
import { decodeDestinations } from '../configuration/httpRoutes';
import { istioObject, sortObjects } from '../istioObjects';
import { toDestination, weightOf } from './meshRoutes';
import { serviceParents, type ServiceParent } from './serviceParents';

/**
 * TCPRoutes or TLSRoutes that have Services as parents, as the VirtualServices that istiod makes of
 * them, one for each parent, in the way of HTTPRoutes. In the mesh no ReferenceGrant is asked for.
 * Sources: istio/istio pilot/pkg/config/kube/gateway/route_collections.go TCPRouteCollection and
 * TLSRouteCollection, conversion.go convertTCPRoute, convertTLSRoute and augmentTLSPortMatch.
 */
export function decodeConnectionRoutes(
  objects: readonly KubernetesObject[],
  kind: 'TCPRoute' | 'TLSRoute',
): readonly VirtualService[] {
  const type = { apiVersion: 'gateway.networking.k8s.io/v1', kind };
  return sortObjects(objects).flatMap(object => {
    const namespace = object.metadata.namespace ?? '';
    return serviceParents(object.spec, namespace).map(parent => {
      const host = `${parent.name}.${parent.namespace}.svc.cluster.local`;
      const match =
        kind === 'TLSRoute'
          ? tlsMatch(object.spec, parent, host)
          : tcpMatch(parent);
      return {
        ...istioObject(object, type),
        hosts: [host],
        gateways: ['mesh'],
        exportTo: [parent.namespace === namespace ? '*' : '.'],
        http: [],
        tcp: listOf(at(object.spec, 'rules')).map((rule, index) => ({
          field: `spec.rules[${index}]`,
          ...optional({
            tls: kind === 'TLSRoute' ? (true as const) : undefined,
          }),
          match,
          route: routeOf(rule, namespace),
        })),
      };
    });
  });
}

function tcpMatch({ port }: ServiceParent): readonly RouteMatch[] {
  return port === undefined ? [] : [{ port, request: [] }];
}

/** Without host names it is that of the Service. */
function tlsMatch(
  spec: unknown,
  { port }: ServiceParent,
  host: string,
): readonly RouteMatch[] {
  const names = textsOf(at(spec, 'hostnames'));
  return [
    {
      ...optional({ port }),
      request: [
        { field: 'sniHosts', values: names.length > 0 ? names : [host] },
      ],
    },
  ];
}

/** Without a backend connections go to a host that nobody has. */
function routeOf(
  rule: unknown,
  namespace: string,
): readonly RouteDestination[] {
  const backends = listOf(at(rule, 'backendRefs')).filter(
    backend => weightOf(backend) > 0,
  );
  return backends.length === 0
    ? [{ host: 'internal.cluster.local', subset: 'zero-weight', port: 65535 }]
    : decodeDestinations(
        backends.map(backend =>
          toDestination(backend, weightOf(backend), namespace),
        ),
      );
}
