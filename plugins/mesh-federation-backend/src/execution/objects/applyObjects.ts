import {
  assertNever,
  type PlannedObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepContext } from '../step/StepContext';
import { haltIfAborted } from '../step/haltIfAborted';
import { StepFailedError } from '../step/StepFailedError';
import { rootsEdit } from '../../istio/write/roots/rootsEdit';
import { patchText } from './patchText';
import { receiptOf } from './readObject';
import { applyObject, deleteObject } from './writeObject';

/** A status that moves at each read would otherwise be written against for ever. */
const TRIES = 5;

/**
 * Writes the objects of a step in their order. When the step shall stop, it stops between two
 * objects.
 */
export async function applyObjects(context: StepContext): Promise<string> {
  for (const object of context.planned.objects) {
    haltIfAborted(context.signal);
    await writeAtNewest(context, object);
  }
  return 'Done';
}

/**
 * A controller that updates the status between the read and the write moves the version: then all
 * is looked at again, and written only if nothing else has moved.
 */
async function writeAtNewest(
  context: StepContext,
  object: PlannedObject,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeOne(context, object);
    } catch (error) {
      const outdated = error instanceof StepFailedError && error.outdated;
      if (!outdated || tries === TRIES) {
        throw error;
      }
    }
  }
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
