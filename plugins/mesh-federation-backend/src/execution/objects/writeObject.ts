import { isDeepStrictEqual } from 'node:util';
import {
  optional,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  type Manifest,
  type PlannedObject,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { callCluster } from '../step/callCluster';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { agreedTo } from './agreedTo';
import { preconditionHolds } from './preconditionHolds';
import type { Patience } from '../step/Patience';
import { requireKnownLabels } from './requireKnownLabels';
import { worldMoved } from '../step/runErrors';
import { encodeStringData } from './encodeStringData';
import { placeOf, readObject, receiptOf } from './readObject';
import { settleWrite, type Write } from './settleWrite';
import type { StepContext } from '../step/StepContext';

/** Stops with a conflict when the object is not as it was when the plan was approved. */
export function requireUnmoved(
  object: PlannedObject,
  live: KubernetesObject | undefined,
): void {
  if (live) {
    requireKnownLabels(object, live);
  }
  if (preconditionHolds(object, live)) {
    return;
  }
  const expectedAbsent = object.precondition && 'absent' in object.precondition;
  let what = 'has changed since the plan was approved';
  if (expectedAbsent) {
    what = 'exists, although the plan was to create it';
  } else if (live === undefined) {
    what = 'is gone, although the plan was to change it';
  }
  throw worldMoved({ ...placeOf(object), what });
}

/**
 * Server-side apply of what the plan shows. A dry run first tells whether there is anything to
 * write, ownership of fields included: an object that is already as wanted is not touched.
 */
export async function applyObject(
  context: StepContext,
  object: PlannedObject,
): Promise<void> {
  const manifest = encodeStringData(requireAfter(object));
  const live = await readObject(context, object);
  const tried = live && (await dryRun(context, object, { manifest }));
  if (live && isResult(live, tried)) {
    await context.record(receiptOf(object, 'unchanged'));
    return;
  }
  requireUnmoved(object, live);
  await settleApply(context, {
    object,
    live,
    manifest,
    force: tried === 'takes-over',
    isWritten: async (current, patience) =>
      current !== undefined &&
      isResult(current, await dryRun(context, object, { manifest, patience })),
  });
}

/** Applies a manifest at the version of the object that was read, and records what came of it. */
export async function settleApply(
  context: StepContext,
  options: {
    readonly object: PlannedObject;
    readonly live: KubernetesObject | undefined;
    readonly manifest: Manifest;
    readonly force: boolean;
    readonly isWritten: Write['isWritten'];
  },
): Promise<void> {
  const { object, live, manifest, force, isWritten } = options;
  await settleWrite(context, {
    object,
    result: live ? 'updated' : 'created',
    message: `Writing ${describeObject(object.ref)}`,
    send: () =>
      context.clients
        .forCluster(object.cluster)
        .apply(objectAddress(object.ref), atVersionOf(live, manifest), {
          force,
        }),
    isWritten,
  });
}

/** Deletes an object that is still ours. */
export async function deleteObject(
  context: StepContext,
  object: PlannedObject,
): Promise<void> {
  const live = await readObject(context, object);
  if (!live) {
    await context.record(receiptOf(object, 'absent'));
    return;
  }
  if (live.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY_VALUE) {
    await context.record({
      ...receiptOf(object, 'left'),
      reason: `it does not carry the label ${MANAGED_BY_LABEL}=${MANAGED_BY_VALUE}: it is not ours`,
    });
    return;
  }
  requireUnmoved(object, live);
  await settleWrite(context, {
    object,
    result: 'deleted',
    message: `Deleting ${describeObject(object.ref)}`,
    send: () =>
      context.clients
        .forCluster(object.cluster)
        .remove(objectAddress(object.ref), {
          resourceVersion: live.metadata.resourceVersion,
        }),
    // One that waits for its finalizers is as good as gone; one of another UID is somebody else's.
    isWritten: current =>
      current?.metadata.uid !== live.metadata.uid ||
      current?.metadata.deletionTimestamp !== undefined,
  });
}

/**
 * A version that no object has: the first write to an empty etcd is its revision 2. An apply with
 * it creates an object, and is refused where there is one.
 */
const NO_VERSION = '1';

/**
 * The manifest, which the API server shall take only while the object has the version that was
 * read, or while there is none if there was none. With a version alone, the API server creates what
 * is not there, so that what was deleted since would be made anew; the UID prevents that
 * (k8s.io/apiserver pkg/endpoints/handlers/patch.go and pkg/registry/generic/registry/store.go).
 */
export function atVersionOf(
  live: KubernetesObject | undefined,
  manifest: Manifest,
): Manifest {
  const { uid, resourceVersion } = live?.metadata ?? {
    resourceVersion: NO_VERSION,
  };
  return {
    ...manifest,
    metadata: {
      ...(manifest.metadata as Manifest),
      ...optional({ uid: uid || undefined }),
      resourceVersion,
    },
  };
}

/**
 * Whether an apply has to be forced, and may be: the conflict is still the one that the request for
 * the plan agreed to.
 */
export async function takesOver(
  context: StepContext,
  object: PlannedObject,
): Promise<boolean> {
  if (object.takeOver === undefined) {
    return false;
  }
  const manifest = encodeStringData(requireAfter(object));
  return (await dryRun(context, object, { manifest })) === 'takes-over';
}

/** What an apply would make of an object, or that it takes over fields, as was agreed to. */
type Tried = KubernetesObject | 'takes-over';

function dryRun(
  context: StepContext,
  object: PlannedObject,
  options: { readonly manifest: Manifest; readonly patience?: Patience },
): Promise<Tried> {
  return callCluster<Tried>(
    context,
    placeOf(object),
    async () => {
      const tried = await context.clients
        .forCluster(object.cluster)
        .apply(objectAddress(object.ref), options.manifest, { dryRun: true });
      return !tried.ok && agreedTo(object, tried.error)
        ? { ok: true, value: 'takes-over' }
        : tried;
    },
    options.patience,
  );
}

/** Whether an apply would leave the object as it is: a field to take over would change hands. */
function isResult(live: KubernetesObject, tried: Tried | undefined): boolean {
  return (
    tried !== undefined && tried !== 'takes-over' && sameContent(live, tried)
  );
}

function requireAfter(object: PlannedObject): Manifest {
  if (!object.after) {
    throw new Error(
      `The plan has no manifest for ${describeObject(object.ref)}`,
    );
  }
  return object.after;
}

/** Equal but for what an API server changes by itself. */
function sameContent(a: KubernetesObject, b: KubernetesObject): boolean {
  return isDeepStrictEqual(comparable(a), comparable(b));
}

function comparable(object: KubernetesObject) {
  const { resourceVersion, generation, managedFields, ...metadata } =
    object.metadata;
  const owners = (managedFields ?? []).map(
    ({ manager, operation, subresource, fieldsV1 }) => ({
      manager,
      operation,
      subresource,
      fieldsV1,
    }),
  );
  // As a set, because their order means nothing.
  return { ...object, metadata, owners: new Set(owners) };
}
