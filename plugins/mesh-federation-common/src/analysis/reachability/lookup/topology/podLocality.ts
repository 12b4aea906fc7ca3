import type { Node, Observed, Pod, WorkloadEntry } from '../../../../model';
import { remembered } from '../../../remembered';

/** Where something runs; a part that is not known is empty. */
export interface Locality {
  readonly region: string;
  readonly zone: string;
  readonly subzone: string;
}

export const NOWHERE: Locality = { region: '', zone: '', subzone: '' };

export const REGION_LABEL = 'topology.kubernetes.io/region';
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
export const SUBZONE_LABEL = 'topology.istio.io/subzone';

const FORMER_REGION_LABEL = 'failure-domain.beta.kubernetes.io/region';
const FORMER_ZONE_LABEL = 'failure-domain.beta.kubernetes.io/zone';
const OWN_LABELS = ['topology.istio.io/locality', 'istio-locality'];

const localitiesByNode = remembered(
  (nodes: readonly Node[]): ReadonlyMap<string, Locality> =>
    new Map(nodes.map(({ name, labels }) => [name, nodeLocality(labels)])),
);

/**
 * Where istiod thinks that a Pod runs: as a label of its own says, else as its Node does. Source:
 * istio/istio pilot/pkg/serviceregistry/kube/controller/controller.go getPodLocality.
 */
export function podLocality(
  { labels, node }: Pick<Pod, 'labels' | 'node'>,
  nodes: Observed<readonly Node[]>,
): Observed<Locality> {
  const own = OWN_LABELS.map(name => labels[name]).find(Boolean);
  if (own !== undefined) {
    return { status: 'observed', value: parseLocality(own), at: nodes.at };
  }
  return nodes.status === 'unknown'
    ? nodes
    : {
        ...nodes,
        value: localitiesByNode(nodes.value).get(node ?? '') ?? NOWHERE,
      };
}

/**
 * Where istiod thinks that the machine of a WorkloadEntry is. Source: istio/istio
 * pilot/pkg/serviceregistry/serviceentry/conversion.go convertWorkloadEntryToWorkloadInstance.
 */
export function entryLocality({
  labels,
  locality,
}: Pick<WorkloadEntry, 'labels' | 'locality'>): Locality {
  const own = locality ?? OWN_LABELS.map(name => labels[name]).find(Boolean);
  return own === undefined ? NOWHERE : parseLocality(own);
}

/** The places where a Pod of the cluster can be, each once. */
export function nodeLocalities(nodes: readonly Node[]): readonly Locality[] {
  const all = [...localitiesByNode(nodes).values()];
  return [...new Map(all.map(item => [describeLocality(item), item])).values()];
}

/** As Istio writes it: `region/zone/subzone`. */
export function describeLocality({ region, zone, subzone }: Locality): string {
  return [region, zone, subzone].join('/').replace(/\/+$/, '');
}

/** A label cannot hold a slash, so that dots part it; see istio/istio pkg/model/proxy.go. */
function parseLocality(text: string): Locality {
  const separator = text.includes('/') ? '/' : '.';
  const [region = '', zone = '', subzone = ''] = text.split(separator);
  return { region, zone, subzone };
}

function nodeLocality(labels: Node['labels']): Locality {
  return {
    region: labels[REGION_LABEL] || labels[FORMER_REGION_LABEL] || '',
    zone: labels[ZONE_LABEL] || labels[FORMER_ZONE_LABEL] || '',
    subzone: labels[SUBZONE_LABEL] || '',
  };
}
