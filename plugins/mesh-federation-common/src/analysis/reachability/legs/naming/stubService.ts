import type { Remedy, Service } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { groupBy } from '../../lookup/lookUp';
import { remembered } from '../../../remembered';
import { createRemedy } from '../../parts/remedies';
import { optional } from '../../../../model/basics/optional';

/**
 * A Service like another one, for a cluster that has none: with the same ports, because Istio
 * matches endpoints by the ports' names and gateways by their numbers, and without a selector, so
 * that it has no endpoints of its own, unless one is given: then the ports lead where the other's
 * do. Brings its namespace where that is
 * missing.
 */
export function stubService(
  index: ClusterIndex,
  like: Service,
  selector?: Service['selector'],
): Remedy {
  const namespace = index.namespace(like.namespace);
  return createRemedy(index.cluster, [
    ...(namespace.status === 'observed' && namespace.value === undefined
      ? [
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: like.namespace },
          },
        ]
      : []),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: like.name, namespace: like.namespace },
      spec: {
        type: 'ClusterIP',
        ...optional({ selector }),
        ports: like.ports.map(
          ({ name, port, protocol, appProtocol, targetPort }) => ({
            ...optional({ name }),
            port,
            protocol,
            ...optional({
              appProtocol,
              targetPort:
                selector === undefined
                  ? undefined
                  : targetPortOf(targetPort, port),
            }),
          }),
        ),
      },
    },
  ]);
}

/** As Kubernetes writes it: a number, or the name of a container's port. */
export function targetPortOf(
  text: string | undefined,
  port: number,
): string | number {
  if (text === undefined) {
    return port;
  }
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The Services of a name, in any namespace. */
const servicesByName = remembered((services: readonly Service[]) =>
  groupBy(services, ({ name }) => [name]),
);

/**
 * Other namespaces of a cluster with a Service of that name, sorted, as part of a sentence; empty
 * without any.
 */
export function elsewhere(
  { state }: ClusterIndex,
  service: { readonly namespace: string; readonly name: string },
): string {
  const named =
    state.services.status === 'observed'
      ? servicesByName(state.services.value).get(service.name) ?? []
      : [];
  const namespaces = named
    .map(({ namespace }) => namespace)
    .filter(namespace => namespace !== service.namespace)
    .sort();
  return namespaces.length === 0
    ? ''
    : ` A Service of that name is in namespace ${namespaces.join(
        ', ',
      )}; a Service is the same in two clusters only by the same name and namespace.`;
}
