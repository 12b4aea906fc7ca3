import {
  NETWORK_LABEL,
  type ObjectRef,
  type Observed,
  type Service,
} from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { mapObserved } from '../../lookup/lookUp';
import {
  REGION_LABEL,
  SUBZONE_LABEL,
  ZONE_LABEL,
} from '../../lookup/topology/podLocality';
import { NODE_LABEL } from '../../lookup/topology/topologyLabels';
import type { LegInput } from '../../question/Leg';

/** What a Service, or its namespace, says of which endpoints come first. */
export interface Distribution {
  readonly value: string;
  readonly annotated: boolean;
  /** The namespace, when its annotation says so. */
  readonly object?: ObjectRef;
  /** Whether the Service of the client's cluster says so. */
  readonly ofClient: boolean;
  /** Labels, the most important first; absent: none comes first. */
  readonly priority?: readonly string[];
}

const ZONE = [NETWORK_LABEL, REGION_LABEL, ZONE_LABEL];
const NODE = [...ZONE, SUBZONE_LABEL, NODE_LABEL];

const PRIORITIES: Readonly<Record<string, readonly string[]>> = {
  preferclose: ZONE,
  prefersamezone: ZONE,
  prefersamenode: NODE,
};

/**
 * The Service of the client's cluster decides, else that of the provider's. Sources: istio/istio
 * pilot/pkg/model/service.go GetTrafficDistribution,
 * pilot/pkg/networking/core/loadbalancer/loadbalancer.go GetEffectiveLbSetting.
 */
export function distributionOf({
  client,
  provider,
  service,
}: LegInput): Observed<Distribution | undefined> {
  const own = client.service(service.namespace, service.name);
  if (own.status === 'unknown') {
    return own;
  }
  return own.value === undefined
    ? distributionIn(provider, service, false)
    : distributionIn(client, service, true);
}

/** What the Service of one cluster says. */
export function distributionIn(
  index: ClusterIndex,
  { namespace, name }: LegInput['service'],
  ofClient: boolean,
): Observed<Distribution | undefined> {
  const found = index.service(namespace, name);
  if (found.status === 'unknown' || found.value === undefined) {
    return mapObserved(found, () => undefined);
  }
  const written = byService(found.value);
  if (written !== undefined) {
    return { ...found, value: { ...written, ofClient } };
  }
  return mapObserved(index.namespace(namespace), item => {
    const value = item?.distributionAnnotation;
    return value === undefined
      ? undefined
      : {
          value,
          annotated: true,
          ofClient,
          object: { apiVersion: 'v1', kind: 'Namespace', name: namespace },
          ...optional({ priority: PRIORITIES[value.toLowerCase()] }),
        };
  });
}

/** A field that istiod does not know is as good as none, an annotation is not. */
function byService({
  trafficDistribution,
  distributionAnnotation,
}: Service): Omit<Distribution, 'ofClient'> | undefined {
  const exact = ['PreferClose', 'PreferSameZone', 'PreferSameNode'].find(
    value => value === trafficDistribution,
  );
  const value = exact ?? distributionAnnotation;
  return value === undefined
    ? undefined
    : {
        value,
        annotated: exact === undefined,
        ...optional({ priority: PRIORITIES[value.toLowerCase()] }),
      };
}
