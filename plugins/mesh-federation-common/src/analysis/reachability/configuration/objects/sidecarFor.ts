import type { Observed, Sidecar } from '../../../../model';
import { oldest } from '../../../oldest';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { mapObserved } from '../../lookup/lookUp';
import { coversHost } from '../../lookup/hostLookUp';
import { selects } from '../../../labelSelectors';

interface Client {
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The Sidecar that a client uses: one of its namespace that selects it, then one of its namespace
 * for all, then that of the root namespace. Source: istio/istio pilot/pkg/model/push_context.go
 * doGetSidecarScope, initSidecarScopes.
 */
export function sidecarFor(
  index: ClusterIndex,
  { namespace, labels }: Client,
): Observed<Sidecar | undefined> {
  const all = index.state.configuration.sidecars;
  if (all.status === 'unknown' || all.value.length === 0) {
    return mapObserved(all, () => undefined);
  }
  const { settings } = index;
  if (settings.status === 'unknown') {
    return settings;
  }
  const inNamespace = (name: string) => {
    const found = index.sidecars(name);
    return found.status === 'observed' ? found.value : [];
  };
  const own = namespace === undefined ? [] : inNamespace(namespace);
  const value =
    own.find(
      item =>
        item.workloadSelector !== undefined &&
        selects(item.workloadSelector, labels),
    ) ??
    own.find(item => item.workloadSelector === undefined) ??
    inNamespace(settings.value.rootNamespace).find(
      item => item.workloadSelector === undefined,
    );
  return { status: 'observed', value, at: oldest([settings], all.at) };
}

interface Destination {
  readonly host: string;
  /** Namespace of the Service, or of the VirtualService, that has the host. */
  readonly owner: string;
  /** Of the client. */
  readonly namespace: string | undefined;
  /** Number of the Service's port. */
  readonly port: number;
}

type Listener = NonNullable<Sidecar['egress']>[number];

/**
 * Whether the Sidecar lets its workloads see a host on a port (istio/istio
 * pilot/pkg/model/sidecar.go selectServices).
 */
export function showsHost(
  { egress }: Sidecar,
  destination: Destination,
): boolean {
  return (
    egress === undefined ||
    showsAt(egressFor(egress, destination.port), destination)
  );
}

/** Whether the hosts of one listener, if there is one, are those. */
export function showsAt(
  listener: Listener | undefined,
  { host, owner, namespace }: Omit<Destination, 'port'>,
): boolean {
  const entries = (listener?.hosts ?? []).map(entry =>
    parseEntry(entry, namespace),
  );
  const matches = (excluded: boolean) =>
    entries.some(
      entry =>
        entry.excluded === excluded &&
        (entry.owner === '*' || entry.owner === owner) &&
        coversHost(entry.host, host),
    );
  return !matches(true) && matches(false);
}

/**
 * The listener that captured requests to a port come to: those with an address of their own are for
 * whoever calls that (core/listener.go buildSidecarOutboundListeners).
 */
export function egressFor(
  egress: readonly Listener[],
  port: number,
): Listener | undefined {
  return routesFrom(
    egress.filter(({ apart }) => !apart),
    port,
  );
}

/**
 * The listener whose hosts have routes of HTTP on a port. One with an address of its own has them
 * for captured requests too, as routes have the number of the port for a name
 * (pilot/pkg/model/sidecar.go GetEgressListenerForRDS).
 */
export function routesFrom(
  egress: readonly Listener[],
  port: number,
): Listener | undefined {
  return (
    egress.find(item => item.port === port) ??
    egress.find(item => item.port === undefined)
  );
}

/** `<namespace>/<host>`; the namespace may be `*`, `.` or, to leave hosts out, begin with `~`. */
function parseEntry(entry: string, namespace: string | undefined) {
  const [scope = '', host = ''] = entry.split('/');
  const excluded = scope.startsWith('~');
  const name = excluded ? scope.slice(1) || '*' : scope;
  return { excluded, owner: name === '.' ? namespace : name, host };
}
