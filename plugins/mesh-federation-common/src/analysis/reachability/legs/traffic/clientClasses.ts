import type { Observed } from '../../../../model';
import { serviceHost } from '../../hostLookUp';
import type { LegInput } from '../../Leg';
import { groupBy, mapObserved } from '../../lookUp';
import { clientGroups, type ClientGroup } from './clientGroups';
import { sidecarFor } from './sidecarFor';

/** Clients that all of what counts for one question treats alike. */
export interface ClientClass {
  /** Any of them. */
  readonly group: ClientGroup;
  readonly members: readonly ClientGroup[];
}

/**
 * The clients of a question, as few classes as its configuration allows: a cluster has many workloads, and mostly nothing tells them
 * apart.
 */
export function clientClasses(
  input: LegInput,
): Observed<readonly ClientClass[]> {
  const byIdentity = tellsClientsApart(input);
  return mapObserved(clientGroups(input), groups => {
    const keys = new Map(
      groups.map((group, at) => [
        group,
        `${coarseKey(input, group)} ${byIdentity ? at : ''}`,
      ]),
    );
    return [...groupBy(groups, group => [keys.get(group)!]).values()].map(
      members => ({ group: members[0]!, members }),
    );
  });
}

/** Whether any object that counts can look at namespace, labels or identity of the client. */
function tellsClientsApart({ client, provider, service }: LegInput): boolean {
  const host = serviceHost(service);
  const { settings } = provider;
  return [
    client.destinationRules(host),
    client.virtualServices(host),
    provider.authorizationPolicies(service.namespace),
    settings.status === 'observed'
      ? provider.authorizationPolicies(settings.value.rootNamespace)
      : provider.state.configuration.authorizationPolicies,
  ].some(fact => fact.status === 'observed' && fact.value.length > 0);
}

/** What is known of a group without looking at the Service. */
const COARSE = new WeakMap<ClientGroup, string>();

function coarseKey({ client }: LegInput, group: ClientGroup): string {
  const known = COARSE.get(group);
  if (known !== undefined) {
    return known;
  }
  const sidecar = sidecarFor(client, group);
  const object =
    sidecar.status === 'observed' ? sidecar.value?.object : undefined;
  const key = JSON.stringify([
    group.proxy,
    group.network,
    object?.namespace,
    object?.name,
    // `./*` of the root namespace's Sidecar is another namespace for each client.
    object === undefined ? '' : group.namespace,
    Object.entries(group.annotations).filter(([name]) =>
      name.startsWith('traffic.sidecar.istio.io/'),
    ),
  ]);
  COARSE.set(group, key);
  return key;
}
