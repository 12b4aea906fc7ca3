import type { Evidence, Observed, ServiceEntry } from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { oldest } from '../../../oldest';
import { portByNumber } from '../../lookup/selection/portByNumber';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import { isVisible } from './exportTo';
import { portProtocol } from './portProtocol';
import { showsHost, sidecarFor } from './sidecarFor';

/** A ServiceEntry that a client's sidecar takes in place of the Service. */
export interface Shadow {
  readonly entry: ServiceEntry;
  /**
   * It is of the client's namespace, or says of the Service's own port that it is no HTTP, so that
   * there is no route.
   */
  readonly by: 'namespace' | 'protocol';
  readonly evidence: Evidence;
}

interface Client {
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

const RAW = ['tcp', 'tls', 'https', 'mongo', 'redis', 'mysql'];

/** Whether sidecars make no routes of HTTP for a protocol, and do not find out what it is. */
export function isRaw(protocol: string): boolean {
  return RAW.includes(protocol.toLowerCase());
}

/**
 * The ServiceEntry of the client's own namespace that names the very host of a Service of another
 * one: it goes before that, whatever their age, unless a Sidecar leaves it out. One of a third
 * namespace never does, and one of the Service's own adds to it; but of those the last says what
 * protocol the port has. Sources: istio/istio pilot/pkg/model/sidecar.go selectServices,
 * appendSidecarServices, pilot/pkg/networking/core/httproute.go BuildSidecarOutboundVirtualHosts.
 */
export function shadowOf(
  input: LegInput,
  { namespace, labels }: Client,
): Observed<Shadow | undefined> {
  const { client, service, port } = input;
  const host = serviceHost(service);
  const entries = client.serviceEntries(host);
  if (entries.status === 'unknown') {
    return entries;
  }
  const exact = entries.value.filter(({ hosts }) => hosts.includes(host));
  const own = exact.filter(({ object }) => object.namespace === namespace);
  if (exact.length === 0) {
    return { ...entries, value: undefined };
  }
  if (
    namespace === undefined ||
    namespace === service.namespace ||
    own.length === 0
  ) {
    return rawPort(input, exact, namespace);
  }
  const { settings } = client;
  const sidecar = sidecarFor(client, { namespace, labels });
  if (settings.status === 'unknown') {
    return settings;
  }
  if (sidecar.status === 'unknown') {
    return sidecar;
  }
  const at = oldest([settings, sidecar], entries.at);
  const scopes = settings.value.defaultServiceExportTo;
  const shows = (owner: string) =>
    sidecar.value === undefined ||
    showsHost(sidecar.value, { host, owner, namespace, port });
  const entry = own.find(({ exportTo = scopes }) =>
    isVisible(exportTo, { namespace }, namespace),
  );
  if (entry === undefined || !shows(namespace)) {
    return rawPort(input, exact, namespace);
  }
  if ((sidecar.value?.egress?.length ?? 0) > 1) {
    return {
      status: 'unknown',
      reason: {
        kind: 'not-observed',
        message:
          'a Sidecar with several listeners brings a ServiceEntry and a Service of this host',
      },
      at,
    };
  }
  return {
    status: 'observed',
    value: {
      entry,
      by: 'namespace',
      evidence: {
        cluster: client.cluster,
        object: entry.object,
        field: 'spec.hosts',
        value: entry.hosts.join(','),
        at: entries.at,
      },
    },
    at,
  };
}

/**
 * What is exported to some comes before what is public, then the older; the last one counts. With
 * equal times that is the entry.
 */
function rawPort(
  { client, service, port }: LegInput,
  exact: readonly ServiceEntry[],
  namespace: string | undefined,
): Observed<Shadow | undefined> {
  const { settings } = client;
  const entries = client.state.configuration.serviceEntries;
  const found = client.service(service.namespace, service.name);
  if (settings.status === 'unknown') {
    return settings;
  }
  if (found.status === 'unknown') {
    return found;
  }
  const at = oldest([settings, found], entries.at);
  const none = { status: 'observed', value: undefined, at } as const;
  const scopes = settings.value.defaultServiceExportTo;
  const portOf = (entry: ServiceEntry) =>
    entry.ports.find(item => item.number === port);
  const rank = (exportTo = scopes, createdAt = '') =>
    `${exportTo.includes('*') ? 1 : 0} ${createdAt}`;
  const last = exact
    .filter(
      entry =>
        entry.object.namespace === service.namespace &&
        portOf(entry) !== undefined &&
        isVisible(entry.exportTo ?? scopes, service, namespace ?? ''),
    )
    .sort((a, b) =>
      compareStrings(
        rank(a.exportTo, a.createdAt),
        rank(b.exportTo, b.createdAt),
      ),
    )
    .at(-1);
  const called = found.value && portByNumber(found.value.ports, port);
  const protocol = last && portOf(last)?.protocol;
  if (
    last === undefined ||
    protocol === undefined ||
    !isRaw(protocol) ||
    found.value === undefined ||
    portProtocol(called) !== 'http'
  ) {
    return none;
  }
  const { exportTo, createdAt } = found.value;
  if (createdAt === undefined) {
    return {
      status: 'unknown',
      reason: { kind: 'not-observed', message: 'the age of the Service' },
      at,
    };
  }
  if (rank(exportTo, createdAt) > rank(last.exportTo, last.createdAt)) {
    return none;
  }
  const evidence = {
    cluster: client.cluster,
    object: last.object,
    field: `spec.ports[number=${port}].protocol`,
    value: protocol,
    at: entries.at,
  };
  return { ...none, value: { entry: last, by: 'protocol', evidence } };
}
