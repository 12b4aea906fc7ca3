import type { Evidence } from '../../../../model';
import type { ClusterIndex } from '../ClusterIndex';
import { CLUSTER_DOMAIN, serviceHost } from '../hostLookUp';
import { serviceRef } from '../../../../model/objectRef';
import type { ServiceName } from '../../../../model/cluster/service';

/** What a Service of type ExternalName stands for. */
export interface Alias {
  readonly target: ServiceName;
  readonly evidence: Evidence;
}

/**
 * The Service of the mesh for which a Service of type ExternalName is another name in a cluster,
 * also by way of others of this type: sidecars send its requests to the endpoints of that one.
 * Undefined for any other Service, also one that stands for a host outside of the mesh, or for
 * itself in the end. Source: istio/istio pilot/pkg/serviceregistry/kube/conversion.go and
 * pilot/pkg/model/push_context.go resolveServiceAliases (ENABLE_EXTERNAL_NAME_ALIAS, on by default
 * since 1.21).
 */
export function aliasOf(
  index: ClusterIndex | undefined,
  service: ServiceName,
): Alias | undefined {
  const seen = new Set([serviceHost(service)]);
  const first = stepOf(index, service);
  let last = first;
  while (last !== undefined && !seen.has(serviceHost(last.target))) {
    seen.add(serviceHost(last.target));
    const next = stepOf(index, last.target);
    if (next === undefined) {
      return isExternal(index, last.target)
        ? undefined
        : { target: last.target, evidence: first!.evidence };
    }
    last = next;
  }
  return undefined;
}

function isExternal(
  index: ClusterIndex | undefined,
  { namespace, name }: ServiceName,
): boolean {
  const found = index?.service(namespace, name);
  return found?.status === 'observed' && found.value?.type === 'ExternalName';
}

/** What a Service itself names; undefined when that is no Service. */
function stepOf(
  index: ClusterIndex | undefined,
  { namespace, name }: ServiceName,
): Alias | undefined {
  const found = index?.service(namespace, name);
  if (found?.status !== 'observed' || found.value?.type !== 'ExternalName') {
    return undefined;
  }
  const host = found.value.externalName ?? '';
  const target = serviceOf(host);
  return target === undefined
    ? undefined
    : {
        target,
        evidence: {
          cluster: index!.cluster,
          object: serviceRef(found.value),
          field: 'spec.externalName',
          value: host,
          at: found.at,
        },
      };
}

/** What a host stands for where it is that of a Service of type ExternalName. */
export function externalNameOf(
  index: ClusterIndex,
  host: string,
): string | undefined {
  const service = serviceOf(host);
  const target = service && stepOf(index, service)?.target;
  return target && serviceHost(target);
}

/** The Service that has a full host. */
export function serviceOf(host: string): ServiceName | undefined {
  const suffix = `.svc.${CLUSTER_DOMAIN}`;
  const [name, namespace, ...more] = host.slice(0, -suffix.length).split('.');
  return host.endsWith(suffix) && name && namespace && more.length === 0
    ? { namespace, name }
    : undefined;
}
