import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationsOf } from '../../istio/read/ownership';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, objectOf } from '../../kubernetes/objects/json';
import { worldMoved } from '../step/runErrors';

/**
 * Stops with a conflict when an object of ours serves a federation that it did not serve when its
 * change or deletion was planned: whoever labelled it needs it as it is. That a label is gone since
 * shows in what the plan found before.
 */
export function requireKnownLabels(
  object: PlannedObject,
  live: KubernetesObject,
): void {
  const found = labelledWith(object.before);
  // Of what somebody else made only single fields are written; its labels say nothing about them.
  if (found.length === 0 && object.operation !== 'delete') {
    return;
  }
  const planned = [...found, ...labelledWith(object.after)];
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

function labelledWith(manifest: PlannedObject['before']): readonly string[] {
  return federationsOf(objectOf(at(manifest, 'metadata', 'labels')));
}
