import type { ClusterName, MissingFact } from '../../../../../model';
import { compareStrings } from '../../../../../model/basics/compareStrings';
import {
  endpointPlaces,
  type EndpointPlaces,
} from '../../../configuration/locality/endpointPlaces';
import type { Preference } from '../../../configuration/locality/preferenceFor';
import {
  isSharedOut,
  rankEndpoint,
  type Place,
  type Rank,
} from '../../../configuration/locality/rankEndpoint';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { missingFact } from '../../../lookup/missingFact';
import { registeredId } from '../../../lookup/topology/registeredId';
import { CLUSTER_LABEL } from '../../../lookup/topology/topologyLabels';
import type { LegInput } from '../../../question/Leg';

/** The endpoints of all clusters that a client may be given. */
export interface Candidates {
  readonly own: EndpointPlaces;
  readonly others: readonly OtherPlaces[];
}

interface OtherPlaces extends EndpointPlaces {
  readonly index: ClusterIndex;
}

/** Whether the requests of a client in one place go to the provider's endpoints. */
export type Turn =
  | { readonly kind: 'first' | 'left-out' }
  | { readonly kind: 'standby'; readonly nearer: readonly ClusterName[] }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

export function candidatesFor(
  input: LegInput,
  group: ClientGroup,
  subset: string | undefined,
): Candidates {
  return {
    own: endpointPlaces(input, group, subset),
    others: input.others().flatMap(({ input: other, given }) => {
      const index = other.provider;
      if (given === false) {
        return [];
      }
      const found = endpointPlaces(other, group, subset);
      if (given === true) {
        return [{ index, ...found }];
      }
      const mayHave = found.places.length > 0 || found.missing.length > 0;
      return mayHave
        ? [{ index, places: [], missing: [...given.missing, ...found.missing] }]
        : [];
    }),
  };
}

/**
 * Envoy gives requests to the next priority as soon as fewer than about 72 % of the endpoints of
 * one are healthy (overprovisioning factor 1.4; envoyproxy/envoy
 * source/common/upstream/load_balancer_impl.cc).
 */
const OVERPROVISIONING = 1.4;

/** Whose turn it is, for a client in one place. */
export function turnOf(
  { client, provider }: LegInput,
  preference: Preference,
  { own, others }: Candidates,
  place: Place,
): Turn {
  if (preference.rule === 'distribution') {
    return shareOf(preference, [client, provider], own, place);
  }
  const rank = (endpoint: Place) => rankEndpoint(preference, place, endpoint);
  const ranks = own.places.map(rank);
  const nearest = Math.min(...ranks.map(({ min }) => min));
  const certain = others.flatMap(({ index, places }) =>
    places
      .map(item => ({ index, ready: item.ready, ...rank(item) }))
      .filter(({ max }) => max < nearest),
  );
  if (takesAll(certain)) {
    return { kind: 'standby', nearer: nearestFirst(certain) };
  }
  if (certain.some(({ ready }) => ready)) {
    return { kind: 'first' };
  }
  const worst = Math.min(...ranks.map(({ max }) => max));
  const unsure = others.filter(
    ({ index, places, missing }) =>
      places.some(item => item.ready && rank(item).min < worst) ||
      (missing.length > 0 &&
        rank(anywhereIn(client, index, place)).min < worst),
  );
  return unsure.length === 0
    ? { kind: 'first' }
    : {
        kind: 'unknown',
        missing: [
          ...unsure.flatMap(({ missing }) => missing),
          ...nodesOf([client, provider, ...unsure.map(({ index }) => index)]),
        ],
      };
}

function shareOf(
  preference: Preference,
  indexes: readonly ClusterIndex[],
  { places }: EndpointPlaces,
  place: Place,
): Turn {
  const shared = places.map(item => isSharedOut(preference, place, item));
  if (shared.includes(true)) {
    return { kind: 'first' };
  }
  return shared.includes(undefined)
    ? { kind: 'unknown', missing: nodesOf(indexes) }
    : { kind: 'left-out' };
}

/** The nearest place that an endpoint of a cluster can have. */
function anywhereIn(
  client: ClusterIndex,
  index: ClusterIndex,
  place: Place,
): Place {
  return {
    ...place,
    labels: { ...place.labels, [CLUSTER_LABEL]: registeredId(client, index) },
  };
}

interface Nearer extends Rank {
  readonly index: ClusterIndex;
  readonly ready: boolean;
}

function takesAll(nearer: readonly Nearer[]): boolean {
  const priorities = new Set(nearer.map(({ min }) => min));
  const share = [...priorities]
    .map(priority => nearer.filter(({ min }) => min === priority))
    .map(all => all.filter(({ ready }) => ready).length / all.length)
    .reduce((sum, healthy) => sum + healthy * OVERPROVISIONING, 0);
  return share >= 1;
}

function nearestFirst(nearer: readonly Nearer[]): readonly ClusterName[] {
  const sorted = nearer
    .filter(({ ready }) => ready)
    .map(({ min, index }) => ({ min, cluster: index.cluster }))
    .sort((a, b) => a.min - b.min || compareStrings(a.cluster, b.cluster));
  return [...new Set(sorted.map(({ cluster }) => cluster))];
}

function nodesOf(indexes: readonly ClusterIndex[]): readonly MissingFact[] {
  return indexes.flatMap(({ cluster, state: { nodes } }) =>
    nodes.status === 'unknown' ? [missingFact(cluster, 'Nodes', nodes)] : [],
  );
}
