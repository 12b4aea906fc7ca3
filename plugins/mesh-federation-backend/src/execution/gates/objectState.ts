import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { placeOf } from '../objects/readObject';
import type { StepContext } from '../step/StepContext';
import { unanswered, type GateState } from '../step/waitFor';

/**
 * What a gate sees in one object. Asks once: that no answer comes keeps the gate closed, and the
 * gate asks again until its own deadline.
 */
export async function objectState(
  context: StepContext,
  object: Pick<PlannedObject, 'cluster' | 'ref'>,
  judge: (live: KubernetesObject | undefined) => GateState,
): Promise<GateState> {
  const read = await context.clients
    .forCluster(object.cluster)
    .get(objectAddress(object.ref));
  return read.ok ? judge(read.value) : unanswered(read.error, placeOf(object));
}
