import { finding } from '../../../../findings/registry';
import type { Service } from '../../../../model';
import { missingFact } from '../../knownGateways';
import type { LegInput } from '../../Leg';
import type { LegPart } from '../conclude';
import { podRef, serviceRef } from '../refs';
import { commandRemedy } from '../remedies';

/** MF6101, MF6102: whether anything in the provider's cluster can answer. Source: istio/istio pilot/pkg/xds/endpoints/endpoint_builder.go. */
export function judgeEndpoints(input: LegInput): LegPart {
  const { provider, endpoints, service, providerService } = input;
  if (endpoints.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'endpoints', endpoints)] };
  }
  const name = `${service.namespace}/${service.name}`;
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
  if (
    ready.length > 0 ||
    (endpoints.value.length > 0 && providerService?.publishNotReadyAddresses)
  ) {
    return { evidence };
  }
  if (endpoints.value.length > 0) {
    const pod = endpoints.value.find(item => item.pod !== undefined)?.pod;
    return {
      findings: [
        finding('MF6102', {
          cluster: provider.cluster,
          object,
          message: `None of the ${endpoints.value.length} endpoints of Service ${name} in ${provider.cluster} is ready.`,
          ...(pod && {
            remedy: commandRemedy(
              provider.cluster,
              `kubectl describe pod ${pod.name} --namespace ${pod.namespace}`,
            ),
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
        }),
      ],
    };
  }
  return {
    findings: [
      finding('MF6101', {
        cluster: provider.cluster,
        object,
        message: `Service ${name} has no endpoint in ${provider.cluster}${
          providerService === undefined
            ? ', where it does not exist'
            : whyNone(providerService)
        }.`,
        ...(providerService?.selector && {
          remedy: commandRemedy(
            provider.cluster,
            `kubectl get pods --namespace ${
              service.namespace
            } --selector ${labelsOf(providerService.selector)}`,
          ),
        }),
        evidence: [
          ...evidence,
          ...(providerService?.selector === undefined
            ? []
            : [
                {
                  cluster: provider.cluster,
                  object,
                  field: 'spec.selector',
                  value: labelsOf(providerService.selector),
                  at: provider.state.services.at,
                },
              ]),
        ],
      }),
    ],
  };
}

function whyNone({ selector }: Service): string {
  return selector === undefined
    ? ', where it has no selector'
    : `: no running Pod has ${labelsOf(selector)}`;
}

/** Labels as a selector of kubectl. */
export function labelsOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
