import { finding } from '../../../../findings/registry';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';

/**
 * MF4023: without a gateway between, clients of a headless Service connect to the Pod's own address
 * with the port of the Service, and nobody translates it: Envoy keeps the port of an original
 * destination unless a ServiceEntry says otherwise. Source: istio/istio
 * pilot/pkg/networking/core/cluster_builder.go buildCluster, cluster.go convertResolution.
 */
export function headlessPort(input: LegInput): LegPart {
  const { client, provider, service, providerService, endpoints } = input;
  const own = client.service(service.namespace, service.name);
  if (input.path.kind !== 'local' && input.path.kind !== 'direct') {
    // For other paths the Service's type is judged.
    return {};
  }
  if (own.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'Services', own)] };
  }
  const deciding = own.value;
  const headless = deciding ?? providerService;
  if (headless?.headless !== true) {
    return {};
  }
  if (endpoints.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'endpoints', endpoints)] };
  }
  const targets = endpoints.value.flatMap(({ targetPort, pod }) =>
    targetPort === undefined ||
    targetPort === input.port ||
    pod?.containerPorts?.includes(input.port)
      ? []
      : [targetPort],
  );
  const [target] = targets;
  if (target === undefined || targets.length < endpoints.value.length) {
    return {};
  }
  const { cluster } = deciding === undefined ? provider : client;
  const object = serviceRef(service);
  const evidence = { cluster, object, at: own.at };
  return {
    findings: [
      finding('MF4023', {
        cluster,
        object,
        params: { port: String(input.port), target: String(target) },
        message: `${serviceHost(
          service,
        )} is headless, so that requests arrive at its Pods on port ${
          input.port
        }, and they listen on ${target}.`,
        evidence: [
          { ...evidence, field: 'spec.clusterIP', value: 'None' },
          {
            ...evidence,
            field: `spec.ports[port=${input.port}].targetPort`,
            value: String(target),
          },
        ],
      }),
    ],
  };
}
