import {
  type Evidence,
  type Observed,
  type Sidecar,
  EXCLUDED_OUTBOUND_PORTS,
} from '../../../model';
import { mapObserved } from '../lookup/lookUp';
import { serviceHost } from '../lookup/hostLookUp';
import type { LegInput } from '../question/Leg';
import type { ClientGroup } from './clients/clientGroups';
import { showsHost, sidecarFor } from './objects/sidecarFor';
import { podRef } from '../../../model/objectRef';
import { exportTo, isVisible, exportEvidence } from './objects/exportTo';

/**
 * Why a client's requests are not routed by its sidecar: they go, as plaintext, where the node
 * sends them.
 */
export type Bypass =
  | { readonly kind: 'no-proxy' }
  | { readonly kind: 'excluded-port'; readonly evidence: Evidence }
  | { readonly kind: 'not-exported'; readonly evidence: Evidence }
  | {
      readonly kind: 'hidden';
      readonly sidecar: Sidecar;
      readonly evidence: Evidence;
    };

/**
 * What keeps a client's requests to the Service out of its sidecar's routes; undefined when nothing
 * does.
 */
export function bypassOf(
  input: LegInput,
  group: ClientGroup,
): Observed<Bypass | undefined> {
  const { client, port, service } = input;
  const { at } = client.state.pods;
  if (!group.proxy) {
    return { status: 'observed', value: { kind: 'no-proxy' }, at };
  }
  const [pod] = group.pods;
  const excluded = group.annotations[EXCLUDED_OUTBOUND_PORTS];
  if (pod !== undefined && listsPort(excluded, port)) {
    return {
      status: 'observed',
      value: {
        kind: 'excluded-port',
        evidence: {
          cluster: client.cluster,
          object: podRef(pod),
          field: `metadata.annotations[${EXCLUDED_OUTBOUND_PORTS}]`,
          value: excluded!,
          at,
        },
      },
      at,
    };
  }
  const unexported = notExported(input, group);
  if (unexported !== undefined) {
    return unexported;
  }
  const found = sidecarFor(client, group);
  return mapObserved(found, sidecar =>
    sidecar === undefined ||
    showsHost(sidecar, {
      host: serviceHost(service),
      owner: service.namespace,
      namespace: group.namespace,
      port,
    })
      ? undefined
      : {
          kind: 'hidden',
          sidecar,
          evidence: {
            cluster: client.cluster,
            object: sidecar.object,
            field: 'spec.egress',
            value: (sidecar.egress ?? [])
              .map(({ hosts }) => hosts.join(' '))
              .join(' | '),
            at: found.at,
          },
        },
  );
}

/**
 * The own Service decides, as the first that the client's istiod finds; that of another cluster is
 * out of reach without a sidecar that knows it.
 */
function notExported(
  { client, service }: LegInput,
  { namespace }: ClientGroup,
): Observed<Bypass | undefined> | undefined {
  const own = client.service(service.namespace, service.name);
  if (own.status === 'unknown') {
    return own;
  }
  if (own.value === undefined) {
    return undefined;
  }
  const exported = { service: own.value, owner: client, istiod: client };
  const scopes = exportTo(exported);
  if (scopes.status === 'unknown') {
    return scopes;
  }
  return isVisible(scopes.value, own.value, namespace ?? '')
    ? undefined
    : {
        status: 'observed',
        value: {
          kind: 'not-exported',
          evidence: exportEvidence(exported, scopes),
        },
        at: scopes.at,
      };
}

/** What is not known when it is not known whether requests bypass the sidecar. */
export function bypassFact({ client, service }: LegInput): string {
  const own = client.service(service.namespace, service.name);
  return own.status === 'unknown' ? 'Services' : 'Sidecars';
}

/** Whether an annotation's list of ports (`*` for all) has the port. */
export function listsPort(list: string | undefined, port: number): boolean {
  const items = (list ?? '').split(',').map(item => item.trim());
  return items.includes('*') || items.includes(String(port));
}
