import { isError } from '@backstage/errors';
import {
  type Manifest,
  type PlannedObject,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { TextEdit } from '../../istio/write/roots/rootsEdit';
import { manifestOf } from '../../istio/write/objects/manifestOf';
import { at, objectOf, textOf } from '../../kubernetes/objects/json';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { stepFailed, worldMoved } from '../step/runErrors';
import { containsFields } from './containsFields';
import { encodeStringData } from './encodeStringData';
import type { StepContext } from '../step/StepContext';
import { placeOf, readObject, receiptOf } from './readObject';
import { settleWrite } from './settleWrite';
import { atVersionOf, requireUnmoved } from './writeObject';

/**
 * Edits one text in somebody else's object where it is, by a merge patch at the version that was
 * read. What comes out has to show what the plan shows, to the letter.
 */
export async function patchText(
  context: StepContext,
  object: PlannedObject,
  edit: TextEdit,
): Promise<void> {
  const live = await readObject(context, object);
  if (live && isWritten(object, live, edit)) {
    await context.record(receiptOf(object, 'unchanged'));
    return;
  }
  requireUnmoved(object, live && shownOf(object, live, edit));
  const manifest = edited(object, live, edit);
  await settleWrite(context, {
    object,
    result: 'updated',
    message: `Writing ${describeObject(object.ref)}`,
    send: () =>
      context.clients
        .forCluster(object.cluster)
        .mergePatch(objectAddress(object.ref), atVersionOf(live, manifest)),
    isWritten: current =>
      current !== undefined && isWritten(object, current, edit),
  });
}

/** Whether an object already shows what the plan wants. */
export function isWritten(
  object: PlannedObject,
  live: KubernetesObject,
  edit: TextEdit,
): boolean {
  return containsFields(
    shownOf(object, live, edit),
    encodeStringData(object.after ?? {}),
  );
}

function edited(
  object: PlannedObject,
  live: KubernetesObject | undefined,
  edit: TextEdit,
): Manifest {
  const text = live && textAt(object, live, edit);
  if (text === undefined) {
    // A Secret that keeps its CA under other keys (type kubernetes.io/tls) would hold two bundles
    // afterwards.
    throw stepFailed({
      ...placeOf(object),
      message: `${describeObject(object.ref)} has no key ${edit.key}`,
    });
  }
  const result = tryEdit(object, edit, text);
  if (edit.shown(result) !== plannedText(object, edit)) {
    throw worldMoved({
      ...placeOf(object),
      what: 'has changed since the plan was approved',
    });
  }
  return manifestOf(object.ref, {
    body: { data: { [edit.key]: encoded(object, result) } },
  });
}

/** What cannot be edited is said in words that quote nothing of it. */
function tryEdit(object: PlannedObject, edit: TextEdit, text: string): string {
  try {
    return edit.edit(text);
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') {
      throw error;
    }
    throw stepFailed({
      ...placeOf(object),
      message: `${describeObject(object.ref)}: ${error.message}`,
    });
  }
}

function plannedText({ after }: PlannedObject, { key }: TextEdit): unknown {
  return at(after, 'stringData', key) ?? at(after, 'data', key);
}

/** The object with only what may be shown of its text. */
function shownOf(
  object: PlannedObject,
  live: KubernetesObject,
  edit: TextEdit,
): KubernetesObject {
  const text = textAt(object, live, edit);
  return text === undefined
    ? live
    : {
        ...live,
        data: {
          ...objectOf(live.data),
          [edit.key]: encoded(object, edit.shown(text)),
        },
      };
}

/** A Secret's data are base64, a ConfigMap's are not. */
function textAt(
  { ref }: PlannedObject,
  live: KubernetesObject,
  { key }: TextEdit,
): string | undefined {
  const value = textOf(at(live, 'data', key));
  return value === undefined || ref.kind !== 'Secret'
    ? value
    : Buffer.from(value, 'base64').toString('utf8');
}

function encoded({ ref }: PlannedObject, text: string): string {
  return ref.kind === 'Secret' ? Buffer.from(text).toString('base64') : text;
}
