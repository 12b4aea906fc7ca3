import {
  assertNever,
  type PlannedObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepContext } from '../step/StepContext';
import { haltIfAborted } from '../step/haltIfAborted';
import { rootsEdit } from '../../istio/write/roots/rootsEdit';
import { patchText } from './patchText';
import { receiptOf } from './readObject';
import { applyObject, deleteObject } from './writeObject';

/**
 * Writes the objects of a step in their order. When the step shall stop, it stops between two
 * objects.
 */
export async function applyObjects(context: StepContext): Promise<string> {
  for (const object of context.planned.objects) {
    haltIfAborted(context.signal);
    await writeOne(context, object);
  }
  return 'Done';
}

async function writeOne(
  context: StepContext,
  object: PlannedObject,
): Promise<void> {
  switch (object.operation) {
    case 'create':
      return applyObject(context, object);
    case 'update':
      return update(context, object);
    case 'delete':
      return deleteObject(context, object);
    case 'propose':
      return context.record({
        ...receiptOf(object, 'left'),
        reason: 'it belongs to somebody else: the change is proposed',
      });
    case 'restart':
      throw new Error(`Step ${context.step.id} does not restart anything`);
    default:
      return assertNever(object.operation);
  }
}

/** A part of one string in an object of somebody else cannot be applied: it has one owner. */
function update(context: StepContext, object: PlannedObject): Promise<void> {
  const { step } = context;
  const edit = step.type === 'trust-roots' ? rootsEdit(step) : undefined;
  return edit ? patchText(context, object, edit) : applyObject(context, object);
}
