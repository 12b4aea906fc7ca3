import type { ObjectRef, Observed, Timestamp } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import { groupedLookUp, lazy, mapObserved } from './lookUp';

interface ConfigurationObject {
  readonly object: ObjectRef;
  readonly createdAt: Timestamp;
  readonly derivedName?: string;
}

/** Domain of Services; every cluster of a mesh has the same. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** Host of a Service, as Istio knows it. */
export function serviceHost(service: {
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${service.name}.${service.namespace}.svc.${CLUSTER_DOMAIN}`;
}

/**
 * A host without a dot is a Service of the object's own namespace (istio/istio
 * pilot/pkg/model/config.go ResolveShortnameToFQDN).
 */
export function resolveHost(host: string, namespace: string): string {
  return host === '*' || host === '' || host.includes('.') || host.includes(':')
    ? host
    : serviceHost({ namespace, name: host });
}

/**
 * Whether a host that may begin with `*` covers a host that does not (istio/istio
 * pkg/config/host/name.go).
 */
export function coversHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*')
    ? host.length >= pattern.length - 1 && host.endsWith(pattern.slice(1))
    : pattern === host;
}

/**
 * The oldest first, then by name and namespace, as Istio orders them (istio/istio
 * pilot/pkg/model/context.go sortConfigByCreationTime).
 */
export function sortByCreation<T extends ConfigurationObject>(
  items: readonly T[],
): readonly T[] {
  return [...items].sort(
    (a, b) =>
      compareStrings(a.createdAt, b.createdAt) ||
      compareStrings(fullName(a), fullName(b)),
  );
}

function fullName({ object, derivedName }: ConfigurationObject): string {
  return `${derivedName ?? object.name}.${object.namespace ?? ''}`;
}

/**
 * Objects by the hosts they can be about, the oldest first; the groups are made when first asked.
 */
export function hostLookUp<T extends ConfigurationObject>(
  section: Observed<readonly T[]>,
  hostsOf: (item: T) => readonly string[],
): (host: string) => Observed<readonly T[]> {
  const isWildcard = (host: string) => host.startsWith('*');
  const exactly = groupedLookUp(
    section,
    item => [...new Set(hostsOf(item).filter(host => !isWildcard(host)))],
    sortByCreation,
  );
  const wildcards = lazy(() =>
    (section.status === 'unknown' ? [] : section.value)
      .map(item => ({ item, hosts: hostsOf(item).filter(isWildcard) }))
      .filter(({ hosts }) => hosts.length > 0),
  );
  return host => {
    const exact = exactly(host);
    const covering = wildcards().filter(({ hosts }) =>
      hosts.some(item => coversHost(item, host)),
    );
    return covering.length === 0
      ? exact
      : mapObserved(exact, items =>
          sortByCreation([
            ...new Set([...items, ...covering.map(({ item }) => item)]),
          ]),
        );
  };
}
