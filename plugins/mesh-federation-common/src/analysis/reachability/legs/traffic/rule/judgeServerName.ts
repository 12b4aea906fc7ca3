import { finding } from '../../../../../findings/registry';
import type { Timestamp } from '../../../../../model';
import type { ClientTls } from '../../../configuration/objects/clientPolicyFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import type { LegInput } from '../../../question/Leg';
import type { LegPart } from '../../../parts/conclude';
import { expectedAt, jsonPatchRemedy } from '../../../parts/jsonPatch';

/**
 * MF6122: an east-west gateway finds the endpoints by the server name that istiod makes of port,
 * subset and host; a DestinationRule may set another one, which servers themselves do not look at.
 * Source: istio/istio pilot/pkg/networking/core/cluster_tls.go buildUpstreamTLSSettings,
 * pilot/pkg/model/context.go BuildDNSSrvSubsetKey.
 */
export function judgeServerName(
  { client, provider, service, port }: LegInput,
  { sni }: ClientTls,
  subset: string | undefined,
  at: Timestamp,
): LegPart {
  const host = serviceHost(service);
  if (
    sni === undefined ||
    sni.value === `outbound_.${port}_.${subset ?? ''}_.${host}`
  ) {
    return {};
  }
  const { object, field, value } = sni;
  const evidence = [{ cluster: client.cluster, object, field, value, at }];
  return value.startsWith('outbound_.') && value.endsWith(`_.${host}`)
    ? {
        evidence,
        missing: [
          {
            cluster: provider.cluster,
            what: `endpoints behind server name ${value}`,
            reason: 'it is that of another port or subset',
            at,
          },
        ],
      }
    : {
        findings: [
          finding('MF6122', {
            cluster: client.cluster,
            object,
            params: { field },
            message: `DestinationRule ${object.namespace}/${object.name} in ${client.cluster} sets server name ${value} for ${host} (${field}), by which no east-west gateway knows it.`,
            remedy: jsonPatchRemedy(client.cluster, object, {
              op: 'remove',
              field,
              expected: expectedAt(field, value, { subset, port }),
            }),
            evidence,
          }),
        ],
      };
}
