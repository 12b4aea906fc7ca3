import type {
  PlannedObject,
  Receipt,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { callCluster } from '../step/callCluster';
import type { Patience } from '../step/Patience';
import type { StepContext } from '../step/StepContext';

/** Reads an object afresh. */
export async function readObject(
  context: StepContext,
  object: Pick<PlannedObject, 'cluster' | 'ref'>,
  patience?: Patience,
): Promise<KubernetesObject | undefined> {
  return callCluster(
    context,
    placeOf(object),
    () =>
      context.clients.forCluster(object.cluster).get(objectAddress(object.ref)),
    patience,
  );
}

/** A receipt without a reason. */
export function receiptOf(
  object: Pick<PlannedObject, 'cluster' | 'ref'>,
  result: Receipt['result'],
): Receipt {
  return { cluster: object.cluster, ref: object.ref, result };
}

/** Where an error happened. */
export function placeOf(object: Pick<PlannedObject, 'cluster' | 'ref'>) {
  return { cluster: object.cluster, object: object.ref };
}
