import {
  federationLabels,
  sameObject,
  type ClusterState,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelledObjects } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/**
 * Our labels of an object of ours as it was observed: what goes when it is deleted. Undefined for
 * an object that was not observed.
 */
export function labelsOf(
  ref: ObjectRef,
  state: ClusterState | undefined,
): Readonly<Record<string, string>> | undefined {
  const found = (state ? labelledObjects(state) : []).find(({ object }) =>
    sameObject(object, ref),
  );
  return found && federationLabels(found.ownership.federations);
}
