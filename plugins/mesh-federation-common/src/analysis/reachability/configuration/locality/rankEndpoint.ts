import { NETWORK_LABEL } from '../../../../model';
import type { Locality } from '../../lookup/topology/podLocality';
import { isOfNodes } from '../../lookup/topology/topologyLabels';
import type { Preference } from './preferenceFor';

/** Where a client or an endpoint is, in the eyes of the client's istiod. */
export interface Place {
  readonly labels: Readonly<Record<string, string>>;
  readonly locality: Locality;
  /** False when its locality, and the labels that come of it, are not observed. */
  readonly knowsLabels: boolean;
  readonly knowsLocality: boolean;
}

/** How far away an endpoint is: requests go to the smallest; a range where not all is known. */
export interface Rank {
  readonly min: number;
  readonly max: number;
}

const LOCALITY_RANKS = 5;

/**
 * Sources: istio/istio pilot/pkg/networking/core/loadbalancer/loadbalancer.go
 * ApplyLocalityLoadBalancer, ApplyZoneAwareLoadBalancer. Only the order of ranks means something.
 */
export function rankEndpoint(
  preference: Preference,
  client: Place,
  endpoint: Place,
): Rank {
  const bound = (isSame: boolean) =>
    rankIf(preference, client, endpoint, isSame);
  return { min: bound(true), max: bound(false) };
}

/** The rank if all that is not known is the same on both sides, or is not. */
function rankIf(
  { settings, zoneAware }: Preference,
  client: Place,
  endpoint: Place,
  isSame: boolean,
): number {
  const { failoverPriority, failover } = settings;
  const byLabels = failoverPriority
    ? labelRank(failoverPriority, client, endpoint, isSame)
    : 0;
  if (failoverPriority && !failover && !zoneAware) {
    return byLabels;
  }
  let byLocality: number;
  if (client.knowsLocality && endpoint.knowsLocality) {
    byLocality = localityRank(client, endpoint, { failover, zoneAware });
  } else {
    byLocality = isSame ? 0 : LOCALITY_RANKS - 1;
  }
  return byLabels * LOCALITY_RANKS + byLocality;
}

/** The first label that differs decides; another network is worse than all that follows. */
function labelRank(
  priority: readonly string[],
  client: Place,
  endpoint: Place,
  isSame: boolean,
): number {
  let further = 0;
  for (const [index, text] of priority.entries()) {
    const [name = '', value] = text.split('=');
    const guessed =
      isOfNodes(name) &&
      ((!client.knowsLabels && value === undefined) || !endpoint.knowsLabels);
    const own = value ?? client.labels[name] ?? '';
    const agrees = guessed ? isSame : own === (endpoint.labels[name] ?? '');
    if (!agrees && index === 0 && priority[0] === NETWORK_LABEL) {
      further = priority.length;
    } else if (!agrees) {
      return priority.length - index + further;
    }
  }
  return further;
}

/** Source: istio/istio pilot/pkg/networking/util/util.go LbPriority. */
function localityRank(
  { locality: own }: Place,
  { locality: other }: Place,
  {
    failover = [],
    zoneAware,
  }: Pick<Preference['settings'], 'failover'> & Pick<Preference, 'zoneAware'>,
): number {
  if (own.region !== other.region) {
    const next = failover.find(({ from }) => from === own.region);
    const isNext = next === undefined ? !zoneAware : next.to === other.region;
    return isNext ? 3 : 4;
  }
  if (zoneAware) {
    return 0;
  }
  if (own.zone !== other.zone) {
    return 2;
  }
  return own.subzone === other.subzone ? 0 : 1;
}

/**
 * Whether requests from a client are shared out to an endpoint; everything is when nothing is said
 * of the client's locality. Undefined when the localities are not known. Source: istio/istio
 * pilot/pkg/networking/core/loadbalancer/loadbalancer.go applyLocalityWeights.
 */
export function isSharedOut(
  { settings: { distribute = [] } }: Preference,
  client: Place,
  endpoint: Place,
): boolean | undefined {
  if (!client.knowsLocality) {
    return undefined;
  }
  const share = distribute.find(({ from }) => covers(from, client.locality));
  if (share === undefined) {
    return true;
  }
  return endpoint.knowsLocality
    ? share.to.some(pattern => covers(pattern, endpoint.locality))
    : undefined;
}

/** Source: istio/istio pilot/pkg/networking/util/util.go LocalityMatch. */
function covers(pattern: string, { region, zone, subzone }: Locality): boolean {
  const [ofRegion = '', ofZone = '', ofSubzone = ''] = pattern.split('/');
  const isAny = (text: string) => text === '' || text === '*';
  return (
    (ofRegion === '*' || ofRegion === region) &&
    (isAny(ofZone) || ofZone === zone) &&
    (isAny(ofSubzone) || ofSubzone === subzone)
  );
}
