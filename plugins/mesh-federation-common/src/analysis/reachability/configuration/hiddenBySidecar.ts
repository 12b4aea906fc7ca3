import type { Evidence, Observed, Service, Sidecar } from '../../../model';
import { oldest } from '../../oldest';
import { serviceHost } from '../lookup/hostLookUp';
import { mapObserved } from '../lookup/lookUp';
import type { LegInput } from '../question/Leg';
import type { ClientGroup } from './clients/clientGroups';
import { clientPort } from './clientPort';
import { portProtocol } from './objects/portProtocol';
import {
  egressFor,
  routesFrom,
  showsAt,
  sidecarFor,
} from './objects/sidecarFor';

export interface Hidden {
  readonly sidecar: Sidecar;
  readonly evidence: Evidence;
}

/** The Sidecar that hides the Service's port from a client; undefined where none does. */
export function hiddenBySidecar(
  input: LegInput,
  group: ClientGroup,
): Observed<Hidden | undefined> {
  const found = sidecarFor(input.client, group);
  if (found.status === 'unknown' || found.value === undefined) {
    return mapObserved(found, () => undefined);
  }
  const { object, egress } = found.value;
  const { cluster } = input.client;
  const hidden: Hidden = {
    sidecar: found.value,
    evidence: {
      cluster,
      object,
      field: 'spec.egress',
      value: (egress ?? []).map(({ hosts }) => hosts.join(' ')).join(' | '),
      at: found.at,
    },
  };
  return mapObserved(isShown(input, group, { egress, at: found.at }), shown =>
    shown ? undefined : hidden,
  );
}

/**
 * Requests of HTTP find a route where the listener that has routes of the port shows the host, and
 * where they are captured at all: where the listener that they come to shows some port of HTTP with
 * the number. For others that listener alone counts.
 */
function isShown(
  input: LegInput,
  { namespace }: ClientGroup,
  { egress, at }: Pick<Sidecar, 'egress'> & { readonly at: string },
): Observed<boolean> {
  const { service, port } = input;
  if (egress === undefined) {
    return { status: 'observed', value: true, at };
  }
  const destination = {
    host: serviceHost(service),
    owner: service.namespace,
    namespace,
  };
  const captured = egressFor(egress, port);
  const routed = routesFrom(egress, port);
  const isCaptured = showsAt(captured, destination);
  if (routed === captured || captured === undefined) {
    return { status: 'observed', value: isCaptured, at };
  }
  const called = clientPort(input, service, port);
  if (called.status === 'unknown') {
    return called;
  }
  const value =
    portProtocol(called.value) === 'http'
      ? showsAt(routed, destination)
      : isCaptured;
  if (!value || isCaptured) {
    return { status: 'observed', value, at: oldest([called], at) };
  }
  return hasListener(input, item => showsAt(captured, { ...item, namespace }));
}

/**
 * Whether something makes a listener of HTTP for the port: a Service of the client's cluster that
 * `shows` is true of. Unknown where only something else may be one that istiod knows.
 */
function hasListener(
  { client, context, port }: LegInput,
  shows: (item: { readonly host: string; readonly owner: string }) => boolean,
): Observed<boolean> {
  const makesOne = ({ namespace, name, ports }: Service) =>
    ports.some(item => item.port === port && portProtocol(item) === 'http') &&
    shows({ host: serviceHost({ namespace, name }), owner: namespace });
  const { services, configuration } = client.state;
  const entries = configuration.serviceEntries;
  if (services.status === 'unknown') {
    return services;
  }
  if (services.value.some(makesOne)) {
    return { ...services, value: true };
  }
  if (entries.status === 'unknown') {
    return entries;
  }
  const mayMakeOne =
    entries.value.some(
      ({ hosts, object, ports }) =>
        ports.some(({ number }) => number === port) &&
        hosts.some(host => shows({ host, owner: object.namespace ?? '' })),
    ) ||
    context.clusters.some(name => {
      const others = context.index(name)!.state.services;
      return others.status === 'unknown' || others.value.some(makesOne);
    });
  return mayMakeOne
    ? {
        status: 'unknown',
        reason: {
          kind: 'not-observed',
          message:
            'a Sidecar shows the host at an address of its own, and it is not known whether captured requests to the port are routed',
        },
        at: services.at,
      }
    : { ...services, value: false };
}
