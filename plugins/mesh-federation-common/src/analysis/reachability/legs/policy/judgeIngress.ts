import { finding } from '../../../../findings/registry';
import type { Pod } from '../../../../model';
import { describeObject, workloadRef } from '../../../../model/objectRef';
import { inboundBypass } from '../../configuration/inboundBypass';
import { ingressFor } from '../../configuration/objects/ingressFor';
import { missingFact } from '../../lookup/missingFact';
import type { LegPart } from '../../parts/conclude';
import type { LegInput, ProviderEndpoint } from '../../question/Leg';

/**
 * MF6011: where the server's own proxy sends the requests that it takes. Nobody has to declare a
 * port; where others are declared and this one is not, it is taken for silent. Source: istio/istio
 * pilot/pkg/networking/core/listener_inbound.go buildInboundChainConfigs, core/cluster.go.
 */
export function judgeIngress(
  { provider }: LegInput,
  { pod, targetPort }: ProviderEndpoint,
): LegPart {
  if (
    pod?.proxy === undefined ||
    inboundBypass(pod.annotations, targetPort) !== undefined
  ) {
    return {};
  }
  const found = ingressFor(provider, pod, targetPort);
  if (found.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'Sidecars', found)] };
  }
  if (found.value === undefined) {
    return {};
  }
  const { sidecar, ingress } = found.value;
  const { object } = sidecar;
  const { target } = ingress;
  const evidence = [
    {
      cluster: provider.cluster,
      object,
      field: 'spec.ingress',
      value: `${ingress.port} to ${target ?? 'a socket'}`,
      at: found.at,
    },
  ];
  if (target === undefined) {
    return {
      missing: [
        {
          cluster: provider.cluster,
          what: `whether ${describeObject(
            workloadRef(pod),
          )} listens on the socket of ${describeObject(object)}`,
          reason: 'no object tells',
          at: found.at,
        },
      ],
      evidence,
    };
  }
  return isDeclared(pod, target)
    ? { evidence }
    : {
        findings: [
          finding('MF6011', {
            cluster: provider.cluster,
            object,
            message: `${describeObject(object)} in ${
              provider.cluster
            } hands requests to port ${target}, but the containers of ${describeObject(
              workloadRef(pod),
            )} declare ${(pod.containerPorts ?? []).join(', ')}.`,
            evidence,
          }),
        ],
      };
}

/** Nobody has to declare a port; who declares none says nothing. */
function isDeclared({ containerPorts }: Pod, port: number): boolean {
  return containerPorts === undefined || containerPorts.includes(port);
}
