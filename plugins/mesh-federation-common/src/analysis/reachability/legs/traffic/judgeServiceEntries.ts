import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { missingFact } from '../../lookup/missingFact';

/**
 * A ServiceEntry for the Service's host in the Service's own namespace adds its endpoints to those
 * of the Service, and some requests go to them. Source: istio/istio pilot/pkg/model/push_context.go
 * initServiceRegistry, pilot/pkg/model/endpointshards.go.
 */
export function judgeServiceEntries({ client, service }: LegInput): LegPart {
  const entries = client.serviceEntries(serviceHost(service));
  const found = client.service(service.namespace, service.name);
  if (entries.status === 'unknown') {
    return {
      missing: [missingFact(client.cluster, 'ServiceEntries', entries)],
    };
  }
  // Without a Service of the cluster's own the leg `naming` says what becomes of the host.
  if (found.status === 'observed' && found.value === undefined) {
    return {};
  }
  return {
    conditions: entries.value
      .filter(
        ({ object, endpoints, workloadSelector }) =>
          object.namespace === service.namespace &&
          (endpoints > 0 || workloadSelector !== undefined),
      )
      .map(({ object, endpoints, workloadSelector }) => ({
        on: 'endpoint' as const,
        text: `Some requests go to the endpoints of ServiceEntry ${object.namespace}/${object.name} in ${client.cluster} instead.`,
        evidence: [
          {
            cluster: client.cluster,
            object,
            field:
              workloadSelector === undefined
                ? 'spec.endpoints'
                : 'spec.workloadSelector',
            value:
              workloadSelector === undefined
                ? `${endpoints} endpoints`
                : 'selects workloads',
            at: entries.at,
          },
        ],
      })),
  };
}
