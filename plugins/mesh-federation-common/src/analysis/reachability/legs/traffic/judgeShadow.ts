import { finding } from '../../../../findings/registry';
import type { MissingFact, ServiceEntry } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { describeObject } from '../../../../model/objectRef';
import type { Shadow } from '../../configuration/objects/shadowOf';
import { nameClient } from '../../configuration/viaGateway';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegPart } from '../../parts/conclude';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { isLocal, type LegInput } from '../../question/Leg';

/**
 * MF6128: a ServiceEntry of the client's namespace takes the host, so that requests go to what it
 * names and to no endpoint of the Service. One without endpoints that only lets requests pass goes
 * to the address of the Service, in plaintext, and so stays in its cluster. Source: istio/istio
 * pilot/pkg/serviceregistry/serviceentry/conversion.go convertServices.
 */
export function judgeShadow(
  input: LegInput,
  { entry, evidence }: Shadow,
): LegPart {
  const { client, service } = input;
  const passes = entry.endpoints.length === 0 && !entry.workloadSelector;
  if (passes && isLocal(input) && entry.resolution !== 'STATIC') {
    return isPlainPassage(input, entry)
      ? { evidence: [evidence] }
      : { missing: [unseen(input, entry)], evidence: [evidence] };
  }
  if (entry.endpoints.some(endpoint => mayLeadBack(input, endpoint))) {
    return { missing: [unseen(input, entry)], evidence: [evidence] };
  }
  const host = serviceHost(service);
  const { object, hosts } = entry;
  const at = `spec.hosts[${hosts.indexOf(host)}]`;
  return {
    findings: [
      finding('MF6128', {
        cluster: client.cluster,
        object,
        params: { host },
        message: `${describeObject(object)} in ${
          client.cluster
        } takes the host ${host} for ${nameClient(
          input,
        )}: their requests go to what it names, and to no endpoint of the Service.`,
        ...optional({
          remedy:
            hosts.length > 1
              ? jsonPatchRemedy(client.cluster, object, {
                  op: 'remove',
                  field: at,
                  expected: { [at]: host },
                })
              : undefined,
        }),
        evidence: [evidence],
      }),
    ],
  };
}

function unseen({ client }: LegInput, { object }: ServiceEntry): MissingFact {
  return {
    cluster: client.cluster,
    what: `where ${describeObject(object)} sends requests`,
    reason: 'it names the host of the Service, and may lead back to it',
    at: client.state.configuration.serviceEntries.at,
  };
}

/** As to any host that the mesh does not know, on a port that the entry has. */
function isPlainPassage(
  { client, service, port }: LegInput,
  { location, resolution, ports }: ServiceEntry,
): boolean {
  const routes = client.virtualServices(serviceHost(service));
  return (
    location === 'MESH_EXTERNAL' &&
    resolution !== 'DYNAMIC_DNS' &&
    ports.some(({ number }) => number === port) &&
    routes.status === 'observed' &&
    routes.value.length === 0
  );
}

/** Whether what stands there may be an address, or another name, of the Service or its gateway. */
function mayLeadBack(
  { client, provider, context }: LegInput,
  { address = '', network }: ServiceEntry['endpoints'][number],
): boolean {
  const pods = provider.podsAt(address);
  const { services } = client.state;
  return (
    network !== undefined ||
    !/^[\d.]+$|:.*:/.test(address) ||
    pods.status === 'unknown' ||
    pods.value.length > 0 ||
    services.status === 'unknown' ||
    services.value.some(item => item.addresses?.includes(address)) ||
    context.clusters.some(name => {
      const gateways = context.index(name)?.state.gateways;
      return (
        gateways?.status !== 'observed' ||
        gateways.value.some(({ addresses }) => addresses.includes(address))
      );
    })
  );
}
