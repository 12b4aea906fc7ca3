import { finding } from '../../../../findings/registry';
import type {
  Evidence,
  Finding,
  MissingFact,
  Pod,
  Service,
} from '../../../../model';
import type { LegInput, ProviderEndpoint } from '../../question/Leg';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { ingressFor } from '../../configuration/objects/ingressFor';
import type { LegPart } from '../../parts/conclude';
import { lacksEndpoints } from '../../parts/lacksEndpoints';
import { resourceOf } from '../../../../commands/kubectl';
import { commandRemedy } from '../../parts/remedies';
import { podRef, serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';
import { optional } from '../../../../model/basics/optional';
import { counted } from '../../../../model/basics/english';
import { labelsOf } from './rule/labelsOf';

/**
 * MF6101, MF6102: whether anything in the provider's cluster can answer. Source: istio/istio
 * pilot/pkg/xds/endpoints/endpoint_builder.go.
 */
export function judgeEndpoints(input: LegInput): LegPart {
  const { provider, endpoints, service } = input;
  if (endpoints.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'endpoints', endpoints)] };
  }
  const object = serviceRef(service);
  const ready = endpoints.value.filter(endpoint => endpoint.ready);
  const evidence = [
    {
      cluster: provider.cluster,
      object,
      field: 'endpoints',
      value: `${ready.length} of ${endpoints.value.length} ready`,
      at: endpoints.at,
    },
  ];
  if (!lacksEndpoints(input)) {
    return { evidence, missing: undeclaredPort(input, ready) };
  }
  return {
    findings: [
      endpoints.value.length > 0
        ? noneReady(input, endpoints.value, evidence)
        : none(input, evidence),
    ],
  };
}

/**
 * Nobody has to declare a port; where others are declared and this one is not, most likely nothing
 * listens on it.
 */
function undeclaredPort(
  { provider }: LegInput,
  ready: readonly ProviderEndpoint[],
): readonly MissingFact[] {
  const odd = ready.filter(
    ({ pod, targetPort }) =>
      targetPort !== undefined &&
      pod?.containerPorts !== undefined &&
      !pod.containerPorts.includes(targetPort) &&
      !isHandedOn(provider, pod, targetPort),
  );
  const [{ pod, targetPort } = {}] = odd;
  return pod === undefined || odd.length < ready.length
    ? []
    : [
        {
          cluster: provider.cluster,
          what: `whether ${pod.workload.kind} ${pod.namespace}/${pod.workload.name} listens on port ${targetPort}, the target port of the Service`,
          reason: `its containers declare ${(pod.containerPorts ?? []).join(
            ', ',
          )}`,
          at: provider.state.pods.at,
        },
      ];
}

/** Then the leg `policy` looks at the port to which the requests go. */
function isHandedOn(provider: ClusterIndex, pod: Pod, port: number): boolean {
  const ingress = ingressFor(provider, pod, port);
  return (
    pod.proxy !== undefined &&
    ingress.status === 'observed' &&
    ingress.value !== undefined
  );
}

function noneReady(
  { provider, service }: LegInput,
  endpoints: readonly ProviderEndpoint[],
  evidence: readonly Evidence[],
): Finding {
  const pod = endpoints.find(item => item.pod !== undefined)?.pod;
  return finding('MF6102', {
    cluster: provider.cluster,
    object: serviceRef(service),
    message: `${
      endpoints.length === 1
        ? 'The only endpoint'
        : `None of the ${counted(endpoints.length, 'endpoint')}`
    } of Service ${service.namespace}/${service.name} in ${
      provider.cluster
    } is ${endpoints.length === 1 ? 'not ' : ''}ready.`,
    ...optional({
      remedy: pod
        ? commandRemedy(provider.cluster, [
            'kubectl',
            'describe',
            ...resourceOf(podRef(pod)),
          ])
        : undefined,
    }),
    evidence: [
      ...evidence,
      ...(pod === undefined
        ? []
        : [
            {
              cluster: provider.cluster,
              object: podRef(pod),
              field: 'status.conditions[Ready]',
              value: String(pod.ready),
              at: provider.state.pods.at,
            },
          ]),
    ],
  });
}

function none(input: LegInput, evidence: readonly Evidence[]): Finding {
  const { provider, service, providerService } = input;
  const object = serviceRef(service);
  const selector = providerService?.selector;
  return finding('MF6101', {
    cluster: provider.cluster,
    object,
    message: `Service ${service.namespace}/${service.name} has no endpoint in ${
      provider.cluster
    }${
      providerService === undefined
        ? ', where it does not exist'
        : whyNone(input, providerService)
    }.`,
    ...optional({
      remedy: selector
        ? commandRemedy(provider.cluster, [
            'kubectl',
            'get',
            'pods',
            '--namespace',
            service.namespace,
            '--selector',
            labelsOf(selector),
          ])
        : undefined,
    }),
    evidence: [
      ...evidence,
      ...(selector === undefined
        ? []
        : [
            {
              cluster: provider.cluster,
              object,
              field: 'spec.selector',
              value: labelsOf(selector),
              at: provider.state.services.at,
            },
          ]),
    ],
  });
}

function whyNone(
  { provider, service, providerPort }: LegInput,
  { selector }: Service,
): string {
  const slices = provider.endpointSlices(service.namespace, service.name);
  if (
    slices.status === 'observed' &&
    slices.value.some(({ endpoints }) => endpoints.length > 0)
  ) {
    return `: no container of its Pods has a port named "${
      providerPort?.targetPort ?? providerPort?.name ?? ''
    }"`;
  }
  return selector === undefined
    ? ', where it has no selector'
    : `: no running Pod has ${labelsOf(selector)}`;
}
