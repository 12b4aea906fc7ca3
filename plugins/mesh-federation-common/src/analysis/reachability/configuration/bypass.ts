import {
  type Evidence,
  type Observed,
  EXCLUDED_OUTBOUND_PORTS,
  EXCLUDED_OUTBOUND_RANGES,
  INCLUDED_OUTBOUND_PORTS,
  INCLUDED_OUTBOUND_RANGES,
} from '../../../model';
import { mapObserved } from '../lookup/lookUp';
import { isInCidr } from '../lookup/topology/isInCidr';
import type { LegInput } from '../question/Leg';
import type { ClientGroup } from './clients/clientGroups';
import { hiddenBySidecar, type Hidden } from './hiddenBySidecar';
import { shadowOf, type Shadow } from './objects/shadowOf';
import { podRef } from '../../../model/objectRef';
import { exportTo, isVisible, exportEvidence } from './objects/exportTo';

/**
 * Why a client's requests are not routed by its sidecar: they go, as plaintext, where the node
 * sends them.
 */
export type Bypass =
  | { readonly kind: 'no-proxy' }
  | { readonly kind: 'excluded-port'; readonly evidence: Evidence }
  | { readonly kind: 'excluded-address'; readonly evidence: Evidence }
  | { readonly kind: 'user-of-proxy'; readonly evidence: Evidence }
  | { readonly kind: 'not-exported'; readonly evidence: Evidence }
  | ({ readonly kind: 'shadowed' } & Shadow)
  | ({ readonly kind: 'hidden' } & Hidden);

/**
 * What keeps a client's requests to the Service out of its sidecar's routes; undefined when nothing
 * does.
 */
export function bypassOf(
  input: LegInput,
  group: ClientGroup,
): Observed<Bypass | undefined> {
  const { client } = input;
  if (!group.proxy) {
    return {
      status: 'observed',
      value: { kind: 'no-proxy' },
      at: client.state.pods.at,
    };
  }
  const uncaptured = notCaptured(input, group);
  if (uncaptured !== undefined) {
    return uncaptured;
  }
  const shadow = shadowOf(input, group);
  if (shadow.status === 'unknown' || shadow.value !== undefined) {
    return mapObserved(
      shadow,
      value => value && { kind: 'shadowed' as const, ...value },
    );
  }
  const unexported = notExported(input, group);
  if (unexported !== undefined) {
    return unexported;
  }
  return mapObserved(
    hiddenBySidecar(input, group),
    hidden => hidden && { kind: 'hidden' as const, ...hidden },
  );
}

/**
 * What keeps the requests from the sidecar altogether: the user of the processes, the port, or the
 * address of the Service. Source: istio/istio tools/istio-iptables/pkg/capture/run.go Run.
 */
function notCaptured(
  input: LegInput,
  group: ClientGroup,
): Observed<Bypass | undefined> | undefined {
  const { client, port } = input;
  const { at } = client.state.pods;
  const [pod] = group.pods;
  if (pod === undefined) {
    return undefined;
  }
  const found = (
    kind: 'excluded-port' | 'excluded-address' | 'user-of-proxy',
    field: string,
    value: string,
  ): Observed<Bypass> => ({
    status: 'observed',
    value: {
      kind,
      evidence: {
        cluster: client.cluster,
        object: podRef(pod),
        field,
        value,
        at,
      },
    },
    at,
  });
  if (group.asProxy === 'some') {
    return {
      status: 'unknown',
      reason: {
        kind: 'not-observed',
        message: `some containers of ${pod.namespace}/${pod.workload.name} run as the user or group of the proxy, whose requests are not captured, and others do not`,
      },
      at,
    };
  }
  if (group.asProxy === 'all') {
    return found(
      'user-of-proxy',
      'securityContext of the containers',
      'user or group of the proxy',
    );
  }
  const excluded = group.annotations[EXCLUDED_OUTBOUND_PORTS];
  if (listsPort(excluded, port)) {
    return found(
      'excluded-port',
      `metadata.annotations[${EXCLUDED_OUTBOUND_PORTS}]`,
      excluded!,
    );
  }
  return byAddress(input, group, (annotation, value) =>
    found('excluded-address', `metadata.annotations[${annotation}]`, value),
  );
}

/** Ranges that are excluded go first, then ports that are included, then ranges that are. */
function byAddress(
  { client, service, port }: LegInput,
  { annotations }: ClientGroup,
  found: (annotation: string, value: string) => Observed<Bypass>,
): Observed<Bypass | undefined> | undefined {
  const excluded = annotations[EXCLUDED_OUTBOUND_RANGES] ?? '';
  const included = annotations[INCLUDED_OUTBOUND_RANGES] ?? '*';
  if (excluded === '' && included === '*') {
    return undefined;
  }
  const own = client.service(service.namespace, service.name);
  if (own.status === 'unknown') {
    return own;
  }
  const addresses = own.value?.addresses ?? [];
  const isIn = (ranges: string) => {
    const list = ranges.split(',').map(item => item.trim());
    return addresses.map(
      address =>
        list.includes('*') || list.some(range => isInCidr(address, range)),
    );
  };
  const [isExcluded, ...others] = isIn(excluded).map(
    (out, at) =>
      out ||
      (!listsPort(annotations[INCLUDED_OUTBOUND_PORTS], port) &&
        !isIn(included)[at]),
  );
  if (isExcluded === undefined || others.some(item => item !== isExcluded)) {
    return own.value === undefined
      ? undefined
      : {
          status: 'unknown',
          reason: {
            kind: 'not-observed',
            message:
              'annotations of the client keep some addresses from its sidecar, and it is not known to which of them requests go',
          },
          at: own.at,
        };
  }
  if (!isExcluded) {
    return undefined;
  }
  return isIn(excluded)[0]
    ? found(EXCLUDED_OUTBOUND_RANGES, excluded)
    : found(INCLUDED_OUTBOUND_RANGES, included);
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
  if (own.status === 'unknown') {
    return 'Services';
  }
  const { sidecars, serviceEntries } = client.state.configuration;
  if (serviceEntries.status === 'unknown') {
    return 'ServiceEntries';
  }
  return sidecars.status === 'unknown'
    ? 'Sidecars'
    : 'whether the sidecar captures the requests';
}

/** Whether an annotation's list of ports (`*` for all) has the port. */
export function listsPort(list: string | undefined, port: number): boolean {
  const items = (list ?? '').split(',').map(item => item.trim());
  return items.includes('*') || items.includes(String(port));
}
