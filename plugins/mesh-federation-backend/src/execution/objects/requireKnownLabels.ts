import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationsOf } from '../../istio/read/ownership';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, objectOf } from '../../kubernetes/objects/json';
import { worldMoved } from '../step/runErrors';

/**
 * Stops with a conflict when an object serves a federation that it did not serve when its deletion
 * was planned: whoever labelled it needs it.
 */
export function requireKnownLabels(
  object: PlannedObject,
  live: KubernetesObject,
): void {
  const planned = federationsOf(
    objectOf(at(object.before, 'metadata', 'labels')),
  );
  const strange = federationsOf(live.metadata.labels).filter(
    name => !planned.includes(name),
  );
  if (strange.length > 0) {
    throw worldMoved({
      cluster: object.cluster,
      object: object.ref,
      what: `serves federation ${strange.join(
        ', ',
      )}, although it did not when the plan was made`,
    });
  }
}
