import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';

export interface ServiceParent {
  readonly namespace: string;
  readonly name: string;
  /** Absent: all ports. */
  readonly port?: number;
}

/**
 * The Services to which a route is attached, whose requests it takes in the sidecars of its cluster
 * (istio/istio pilot/pkg/config/kube/gateway/route_collections.go). Without a group the parent is a
 * Gateway.
 */
export function serviceParents(
  spec: unknown,
  namespace: string,
): readonly ServiceParent[] {
  return listOf(at(spec, 'parentRefs')).flatMap(parent => {
    const name = textOf(at(parent, 'name'));
    const port = numberOf(at(parent, 'port'));
    return isService(parent) && name
      ? [
          {
            namespace: textOf(at(parent, 'namespace')) ?? namespace,
            name,
            ...(port === undefined ? {} : { port }),
          },
        ]
      : [];
  });
}

/** Whether a reference with a written group and kind is one to a Service. */
export function isService(reference: unknown): boolean {
  const group = at(reference, 'group');
  return (
    (group === '' || group === 'core') && at(reference, 'kind') === 'Service'
  );
}
