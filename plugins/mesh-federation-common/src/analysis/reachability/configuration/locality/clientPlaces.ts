import type { Node, Observed, Pod } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import {
  describeLocality,
  nodeLocalities,
  NOWHERE,
  podLocality,
  REGION_LABEL,
  SUBZONE_LABEL,
  ZONE_LABEL,
  type Locality,
} from '../../lookup/topology/podLocality';
import { topologyOf, withNetwork } from '../../lookup/topology/topologyLabels';
import type { ClientGroup } from '../clients/clientGroups';
import type { Preference } from './preferenceFor';
import type { Place } from './rankEndpoint';

/** Clients that are in one place, as far as a preference looks. */
export interface ClientPlace extends Place {
  /** The first of their workloads. */
  readonly name: string;
}

/**
 * Where the clients of some groups are, each place once. Where no Pod runs, a client could be on
 * any Node of the cluster. Source: istio/istio pilot/pkg/xds/ads.go setTopologyLabels.
 */
export function clientPlaces(
  client: ClusterIndex,
  groups: readonly ClientGroup[],
  { settings: { failoverPriority = [] } }: Preference,
): readonly ClientPlace[] {
  const names = failoverPriority.map(text => text.split('=')[0]!);
  const places = new Map<string, ClientPlace>();
  for (const group of groups) {
    for (const place of placesOf(client, group)) {
      const key = JSON.stringify([
        describeLocality(place.locality),
        ...names.map(name => place.labels[name] ?? ''),
      ]);
      if (!places.has(key)) {
        places.set(key, place);
      }
    }
  }
  return [...places.values()];
}

function placesOf(
  client: ClusterIndex,
  { name, network, pods }: ClientGroup,
): readonly ClientPlace[] {
  const { nodes } = client.state;
  const clusterId = client.controlPlane?.clusterId;
  const isKnown = nodes.status === 'observed';
  if (pods.length > 0) {
    return pods.map(pod => {
      const labels = labelsOf(pod, nodes, clusterId);
      return {
        name,
        labels: withNetwork(labels, network),
        locality: localityOf(labels),
        knowsLabels: isKnown,
        knowsLocality: isKnown,
      };
    });
  }
  const localities = isKnown ? nodeLocalities(nodes.value) : [];
  return (localities.length > 0 ? localities : [NOWHERE]).map(locality => ({
    name,
    labels: withNetwork(topologyOf({ clusterId, locality }), network),
    locality,
    knowsLabels: isKnown,
    knowsLocality: isKnown,
  }));
}

/** What the Node tells goes before the Pod's own labels of the same name. */
function labelsOf(
  pod: Pod,
  nodes: Observed<readonly Node[]>,
  clusterId: string | undefined,
): Readonly<Record<string, string>> {
  const locality = podLocality(pod, nodes);
  return {
    ...pod.labels,
    ...topologyOf({
      clusterId: pod.proxy?.clusterId ?? clusterId,
      locality: locality.status === 'observed' ? locality.value : NOWHERE,
      node: pod.node,
    }),
  };
}

function localityOf(labels: Readonly<Record<string, string>>): Locality {
  return {
    region: labels[REGION_LABEL] ?? '',
    zone: labels[ZONE_LABEL] ?? '',
    subzone: labels[SUBZONE_LABEL] ?? '',
  };
}
