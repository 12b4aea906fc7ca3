import { finding } from '../../../../findings/registry';
import type {
  ClusterName,
  Evidence,
  ServiceEntry,
  Timestamp,
} from '../../../../model';
import { counted } from '../../../../model/basics/counted';
import { describeObject } from '../../../../model/objectRef';
import { conditionOf } from '../../parts/conditionOf';
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
  const host = serviceHost(service);
  const entries = client.serviceEntries(host);
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
        ({ object, hosts, endpoints, workloadSelector }) =>
          object.namespace === service.namespace &&
          // What `*` covers is another host.
          hosts.includes(host) &&
          (endpoints.length > 0 || workloadSelector !== undefined),
      )
      .map(entry => {
        const text = `Some requests go to the endpoints of ${describeObject(
          entry.object,
        )} in ${client.cluster} instead.`;
        const adds = finding('MF6121', {
          cluster: client.cluster,
          object: entry.object,
          params: { host },
          message: text,
          evidence: [evidenceOf(entry, client.cluster, entries.at)],
        });
        return conditionOf(adds, 'endpoint', text);
      }),
  };
}

function evidenceOf(
  { object, endpoints, workloadSelector }: ServiceEntry,
  cluster: ClusterName,
  at: Timestamp,
): Evidence {
  return workloadSelector === undefined
    ? {
        cluster,
        object,
        field: 'spec.endpoints',
        value: counted(endpoints.length, 'endpoint'),
        at,
      }
    : {
        cluster,
        object,
        field: 'spec.workloadSelector',
        value: 'selects workloads',
        at,
      };
}
