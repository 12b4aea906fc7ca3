import { finding } from '../../../../../findings/registry';
import type { ClusterName, Finding, Timestamp } from '../../../../../model';
import type { ClientPolicy } from '../../../configuration/objects/clientPolicyFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { isLocal, type LegInput } from '../../../question/Leg';
import { expectedAt, jsonPatchRemedy } from '../../../parts/jsonPatch';

interface Place {
  readonly input: LegInput;
  readonly policy: ClientPolicy;
  readonly subset: string | undefined;
  readonly at: Timestamp;
}

/**
 * MF6123: with load balancer PASSTHROUGH requests go to the address that the client asked for,
 * which is that of the Service in its own cluster, and never to endpoints of another one. A
 * headless Service is passed through anyway. Source: istio/istio
 * pilot/pkg/networking/core/cluster_builder.go buildSubsetCluster, cluster_traffic_policy.go
 * applyLoadBalancer.
 */
export function judgePassthrough(place: Place): readonly Finding[] {
  const { client, service, providerService } = place.input;
  const own = client.service(service.namespace, service.name);
  const headless =
    (own.status === 'observed' ? own.value : undefined)?.headless ??
    providerService?.headless;
  return isLocal(place.input) || headless === true
    ? []
    : passedThrough(place, client.cluster);
}

/**
 * MF6123 for the proxies of a cluster: to a gateway the address is its own, so that it finds no
 * endpoint at all.
 */
export function passedThrough(
  { input, policy: { passthrough }, subset, at }: Place,
  cluster: ClusterName,
): readonly Finding[] {
  if (passthrough === undefined) {
    return [];
  }
  const { object, field, value } = passthrough;
  const { client, port, service } = input;
  const host = serviceHost(service);
  return [
    finding('MF6123', {
      cluster,
      object,
      params: { field },
      message: `DestinationRule ${object.namespace}/${
        object.name
      } in ${cluster} sends requests to ${host} to the address that was asked for (${field}), so that ${
        cluster === client.cluster
          ? `they stay in ${cluster}`
          : 'the east-west gateway there finds no endpoint'
      }.`,
      remedy: jsonPatchRemedy(cluster, object, {
        op: 'replace',
        field,
        // istiod refuses policies without any field.
        value: 'LEAST_REQUEST',
        expected: expectedAt(field, value, { subset, port }),
      }),
      evidence: [{ cluster, object, field, value, at }],
    }),
  ];
}
