import type { Evidence, Observed, ServiceEntry } from '../../../../model';
import { oldest } from '../../../oldest';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import { isVisible } from './exportTo';
import { showsHost, sidecarFor } from './sidecarFor';

/** A ServiceEntry that a client's sidecar takes in place of the Service. */
export interface Shadow {
  readonly entry: ServiceEntry;
  readonly evidence: Evidence;
}

interface Client {
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The ServiceEntry of the client's own namespace that names the very host of a Service of another
 * one: it goes before that, whatever their age, unless a Sidecar leaves it out. One of a third
 * namespace never does, and one of the Service's own adds to it. Source: istio/istio
 * pilot/pkg/model/sidecar.go selectServices, appendSidecarServices.
 */
export function shadowOf(
  input: LegInput,
  { namespace, labels }: Client,
): Observed<Shadow | undefined> {
  const { client, service, port } = input;
  if (namespace === undefined || namespace === service.namespace) {
    return { status: 'observed', value: undefined, at: client.state.at };
  }
  const host = serviceHost(service);
  const entries = client.serviceEntries(host);
  if (entries.status === 'unknown') {
    return entries;
  }
  const own = entries.value.filter(
    ({ object, hosts }) =>
      object.namespace === namespace && hosts.includes(host),
  );
  if (own.length === 0) {
    return { ...entries, value: undefined };
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
    return { status: 'observed', value: undefined, at };
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
