import { finding } from '../../../../../findings/registry';
import type { Timestamp } from '../../../../../model';
import type { ClientPolicy } from '../../../configuration/objects/clientPolicyFor';
import { portProtocol } from '../../../configuration/objects/portProtocol';
import { serviceHost } from '../../../lookup/hostLookUp';
import type { LegInput } from '../../../question/Leg';
import type { LegPart } from '../../../parts/conclude';

interface Connection {
  /** Whether a gateway or a sidecar expects TLS at its very beginning. */
  readonly tls: boolean;
  readonly at: Timestamp;
}

/**
 * MF6124: a PROXY header goes before the handshake, which neither gateways nor sidecars of the mesh
 * expect, and before a request of HTTP. Source: istio/istio
 * pilot/pkg/networking/core/cluster_traffic_policy.go applyUpstreamProxyProtocol.
 */
export function judgeProxyProtocol(
  { client, provider, providerPort, service }: LegInput,
  { proxyProtocol }: ClientPolicy,
  { tls, at }: Connection,
): LegPart {
  if (proxyProtocol === undefined) {
    return {};
  }
  const { object, field } = proxyProtocol;
  const evidence = [
    { cluster: client.cluster, object, field, value: 'set', at },
  ];
  const host = serviceHost(service);
  return tls || portProtocol(providerPort) === 'http'
    ? {
        findings: [
          finding('MF6124', {
            cluster: client.cluster,
            object,
            params: { field },
            message: `DestinationRule ${object.namespace}/${object.name} in ${client.cluster} puts a PROXY header before what is sent to ${host} (${field}), which nothing there expects.`,
            evidence,
          }),
        ],
      }
    : {
        evidence,
        missing: [
          {
            cluster: provider.cluster,
            what: `whether ${service.namespace}/${service.name} takes a PROXY header`,
            reason: 'nothing in Kubernetes says it',
            at,
          },
        ],
      };
}
