import type { Evidence } from '../../../model';
import type { ClusterIndex } from './ClusterIndex';
import { CLUSTER_DOMAIN } from './hostLookUp';
import { serviceRef } from '../../../model/objectRef';
import type { ServiceName } from '../../../model/cluster/service';

/** What a Service of type ExternalName stands for. */
export interface Alias {
  readonly target: ServiceName;
  readonly evidence: Evidence;
}

/**
 * The Service of the mesh for which a Service of type ExternalName is another name in a cluster:
 * sidecars send its requests to the endpoints of that one. Undefined for any other Service, also
 * one that stands for a host outside of the mesh. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/conversion.go and pilot/pkg/model/push_context.go
 * resolveServiceAliases (ENABLE_EXTERNAL_NAME_ALIAS, on by default since 1.21).
 */
export function aliasOf(
  index: ClusterIndex | undefined,
  { namespace, name }: ServiceName,
): Alias | undefined {
  const found = index?.service(namespace, name);
  if (found?.status !== 'observed' || found.value?.type !== 'ExternalName') {
    return undefined;
  }
  const host = found.value.externalName ?? '';
  const suffix = `.svc.${CLUSTER_DOMAIN}`;
  const [target, inNamespace, ...more] = host
    .slice(0, -suffix.length)
    .split('.');
  if (!host.endsWith(suffix) || !target || !inNamespace || more.length > 0) {
    return undefined;
  }
  return {
    target: { namespace: inNamespace, name: target },
    evidence: {
      cluster: index!.cluster,
      object: serviceRef(found.value),
      field: 'spec.externalName',
      value: host,
      at: found.at,
    },
  };
}
