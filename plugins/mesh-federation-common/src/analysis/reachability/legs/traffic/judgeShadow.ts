import { finding } from '../../../../findings/registry';
import type { MissingFact, ServiceEntry } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { describeObject } from '../../../../model/objectRef';
import type { ClientGroup } from '../../configuration/clients/clientGroups';
import { isRaw, type Shadow } from '../../configuration/objects/shadowOf';
import { nameClient } from '../../configuration/viaGateway';
import { serviceHost } from '../../lookup/hostLookUp';
import { isInCidr } from '../../lookup/topology/isInCidr';
import type { LegPart } from '../../parts/conclude';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { isLocal, type LegInput } from '../../question/Leg';

/**
 * MF6128: a ServiceEntry of the client's namespace takes the host, so that requests go to what it
 * names and to no endpoint of the Service. One that only lets requests pass, or leaves the port
 * without a route, sends them to the address of the Service, in plaintext, so that they stay in the
 * client's cluster. So does one whose port is no HTTP, for clients that ask the DNS of the cluster:
 * its listener is at an address of its own. Sources: istio/istio
 * pilot/pkg/serviceregistry/serviceentry/conversion.go convertServices,
 * pilot/pkg/networking/core/httproute.go, listener.go.
 */
export function judgeShadow(
  input: LegInput,
  group: ClientGroup,
  shadow: Shadow,
): LegPart {
  const { entry, evidence } = shadow;
  const { client, service } = input;
  const lets = letsPass(input, shadow);
  const aside = lets ? 'no' : standsAside(input, group, entry);
  if (aside === 'unknown') {
    return { missing: [unseen(input, entry)], evidence: [evidence] };
  }
  const passes = lets || aside === 'yes';
  if (isLocal(input) && (passes || entry.resolution === 'DYNAMIC_DNS')) {
    return isPlainPassage(input, shadow, aside === 'yes')
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

/**
 * Whether the entry has a listener of TCP at an address of its own, and the clients look up that of
 * the Service. istiod gives an address to an entry without one (pilot/pkg/features
 * EnableIPAutoallocate).
 */
function standsAside(
  { client, port, service }: LegInput,
  { pods }: ClientGroup,
  { ports, addresses }: ServiceEntry,
): 'yes' | 'no' | 'unknown' {
  const called = ports.find(({ number }) => number === port);
  if (called === undefined || !isRaw(called.protocol)) {
    return 'no';
  }
  const own = client.service(service.namespace, service.name);
  const captures = pods.filter(({ proxy }) => proxy?.dnsCapture).length;
  if (pods.length > 0 && captures === pods.length) {
    return 'no';
  }
  const hasOwn =
    addresses.length > 0 ||
    client.controlPlane?.features.PILOT_ENABLE_IP_AUTOALLOCATE !== 'false';
  const isApart =
    own.status === 'observed' &&
    own.value?.addresses?.some(address =>
      addresses.some(range => isInCidr(address, range)),
    ) === false;
  return captures === 0 && pods.length > 0 && hasOwn && isApart
    ? 'yes'
    : 'unknown';
}

/** As to any host that the mesh does not know. */
function isPlainPassage(
  input: LegInput,
  { entry, by }: Shadow,
  aside: boolean,
): boolean {
  const { client, service } = input;
  const { settings } = client;
  const { sidecars } = client.state.configuration;
  if (aside || by === 'protocol' || !hasPort(input, entry)) {
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
