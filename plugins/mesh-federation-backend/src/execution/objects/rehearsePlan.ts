import {
  describeObject,
  finding,
  withoutStop,
  type Finding,
  type PlannedObject,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { rootsEdit } from '../../istio/write/roots/rootsEdit';
import type {
  ClusterClients,
  ClusterError,
  ClusterResult,
} from '../../kubernetes/ClusterClient';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { nameManagers } from '../step/runErrors';
import { agreedTo } from './agreedTo';
import { conflictFinding } from './conflictFinding';
import { encodeStringData } from './encodeStringData';

/** Answers that are about the object, and would be the same in the run. */
const REFUSALS = [400, 403, 422];

/**
 * Tries every object that a plan applies, without writing it (`dryRun=All`), side by side and
 * within one deadline: what the API server would refuse in the middle of a run, when other objects
 * are written already, is known when the plan is made.
 */
export async function rehearsePlan(options: {
  readonly steps: readonly PlannedStep[];
  readonly clients: ClusterClients;
  readonly deadlineMs: number;
}): Promise<readonly Finding[]> {
  const signal = AbortSignal.timeout(options.deadlineMs);
  const findings = await Promise.all(
    options.steps
      .flatMap(appliedObjects)
      .map(object => rehearse(object, options.clients, signal)),
  );
  return findings.flat();
}

/** Texts in objects of others are edited, and workloads restarted, by a patch. */
function appliedObjects({
  step,
  objects,
}: PlannedStep): readonly PlannedObject[] {
  return step.type === 'trust-roots' && rootsEdit(step) !== undefined
    ? []
    : objects.filter(
        ({ operation }) => operation === 'create' || operation === 'update',
      );
}

async function rehearse(
  object: PlannedObject,
  clients: ClusterClients,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const manifest = encodeStringData(object.after ?? {});
  const apply = (force: boolean): Promise<ClusterResult<unknown>> =>
    clients
      .forCluster(object.cluster)
      .apply(objectAddress(object.ref), manifest, {
        dryRun: true,
        force,
        signal,
      });
  const tried = await apply(false);
  if (tried.ok) {
    return [];
  }
  if (!agreedTo(object, tried.error)) {
    return [findingOf(object, tried.error)];
  }
  const forced = await apply(true);
  return [
    takenOver(object, object.takeOver),
    ...(forced.ok ? [] : [findingOf(object, forced.error)]),
  ];
}

function findingOf(object: PlannedObject, error: ClusterError): Finding {
  const { cluster, ref } = object;
  const { reason, status } = error;
  if (error.conflict === 'field-manager') {
    return conflictFinding(object, error);
  }
  const answer = withoutStop(reason.message);
  const message = `${describeObject(ref)} in ${cluster}: ${answer}.`;
  const base = { cluster, object: ref };
  if (
    status === undefined ||
    !REFUSALS.includes(status) ||
    // An admission webhook that would act elsewhere is not asked in a dry run.
    reason.message.includes('does not support dry run')
  ) {
    return finding('MF7025', { ...base, message });
  }
  // An admission controller answers 403 as well, but speaks of no right that is missing.
  return reason.kind === 'forbidden' && / cannot \S+ resource /.test(message)
    ? finding('MF7010', {
        ...base,
        message,
        blocking: true,
        params: { verb: reason.verb, resource: reason.resource },
      })
    : finding('MF7024', {
        ...base,
        message,
        blocking: true,
        params: { answer },
      });
}

function takenOver(
  { cluster, ref: object }: PlannedObject,
  takeOver: PlannedObject['takeOver'],
): Finding {
  const managers = nameManagers(takeOver?.managers);
  const fields = takeOver?.fields ?? [];
  return finding('MF7026', {
    cluster,
    object,
    message: `${fields.join(', ')} of ${describeObject(object)} in ${cluster} ${
      fields.length === 1 ? 'is' : 'are'
    } taken over from ${managers}.`,
    params: { managers },
  });
}
