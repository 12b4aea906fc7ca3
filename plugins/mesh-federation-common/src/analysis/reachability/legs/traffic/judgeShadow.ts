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
 * names and to no endpoint of the Service. One that only lets requests pass, or leaves the port
 * without a route, sends them to the address of the Service, in plaintext, so that they stay in the
 * client's cluster. Sources: istio/istio pilot/pkg/serviceregistry/serviceentry/conversion.go
 * convertServices, pilot/pkg/networking/core/httproute.go.
 */
export function judgeShadow(input: LegInput, shadow: Shadow): LegPart {
  const { entry, evidence } = shadow;
  const { client, service } = input;
  const passes = letsPass(input, shadow);
  if (isLocal(input) && (passes || entry.resolution === 'DYNAMIC_DNS')) {
    return isPlainPassage(input, shadow)
      ? { evidence: [evidence] }
      : { missing: [unseen(input, entry)], evidence: [evidence] };
  }
  if (
    !passes &&
    entry.endpoints.some(endpoint => mayLeadBack(input, endpoint))
  ) {
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
        )}: their requests go to ${
          passes
            ? `the address that was asked for, and stay in ${client.cluster}`
            : 'what it names, and to no endpoint of the Service'
        }.`,
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

function hasPort({ port }: LegInput, { ports }: ServiceEntry): boolean {
  return ports.some(({ number }) => number === port);
}

function letsPass(input: LegInput, { entry, by }: Shadow): boolean {
  const { resolution, endpoints, workloadSelector } = entry;
  const isByName = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
  return (
    by === 'protocol' ||
    !hasPort(input, entry) ||
    resolution === 'NONE' ||
    (isByName && endpoints.length === 0 && workloadSelector === undefined)
  );
}

/** As to any host that the mesh does not know. */
function isPlainPassage(input: LegInput, { entry, by }: Shadow): boolean {
  const { client, service } = input;
  const { settings } = client;
  const { sidecars } = client.state.configuration;
  if (by === 'protocol' || !hasPort(input, entry)) {
    return (
      settings.status === 'observed' &&
      settings.value.outboundTrafficPolicy === 'ALLOW_ANY' &&
      sidecars.status === 'observed' &&
      sidecars.value.length === 0
    );
  }
  const routes = client.virtualServices(serviceHost(service));
  return (
    entry.location === 'MESH_EXTERNAL' &&
    entry.resolution !== 'DYNAMIC_DNS' &&
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
