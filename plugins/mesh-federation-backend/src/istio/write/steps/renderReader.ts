import {
  federationLabels,
  optional,
  sameObject,
  type ClusterState,
  type ObjectRef,
  type PlannedObject,
  type PlannedStep,
  type ReaderObject,
  type StepOf,
  meshConfigName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestOf } from '../objects/manifestOf';
import { readerManifests } from '../../readerObjects';

/**
 * The account whose token other clusters' istiod uses, with the smallest role under which istiod
 * 1.31 was measured to work.
 */
export function renderReader(
  step: StepOf<'reader'>,
  state: ClusterState | undefined,
): PlannedStep {
  const labels = federationLabels(step.federations);
  return {
    step,
    title: `Make the reader of ${step.cluster} (${
      step.choice === 'with-secrets' ? 'with' : 'without'
    } Secrets)`,
    disruption:
      step.choice === 'with-secrets'
        ? 'istiod of the other members can read all Secrets: without that right it never reports the cluster synced.'
        : 'istiod of the other members cannot read Secrets: endpoints flow, but it never reports the cluster synced and starts up to 30 seconds later.',
    // What somebody else made stays as it is.
    objects: readerManifests(step.choice, meshConfigNames(state))
      .filter(({ ref }) => {
        const owner = existingOf(ref, state)?.ownership.owner;
        return owner === undefined || owner === 'self';
      })
      .map(
        ({ ref, body }): PlannedObject => ({
          cluster: step.cluster,
          ref,
          ...changeOf(ref, state),
          after: manifestOf(ref, { labels, body }),
        }),
      ),
  };
}

/**
 * istiod reads the remote mesh config under the name of its own revision. That revision is assumed
 * to exist in the remote cluster as well.
 */
function meshConfigNames(state: ClusterState | undefined): readonly string[] {
  const planes =
    state?.controlPlanes.status === 'observed' ? state.controlPlanes.value : [];
  const names = planes.map(({ revision }) => meshConfigName(revision));
  return [...new Set([meshConfigName('default'), ...names])].sort();
}

/** What was observed of an object of the reader, and what of it the plan touches. */
function changeOf(
  ref: ObjectRef,
  state: ClusterState | undefined,
): Pick<PlannedObject, 'operation' | 'before' | 'precondition'> {
  if (state?.reader.status !== 'observed') {
    return { operation: 'create' };
  }
  const existing = existingOf(ref, state);
  return existing
    ? {
        operation: 'update',
        ...optional({ before: existing.manifest }),
        precondition: { resourceVersion: existing.resourceVersion },
      }
    : { operation: 'create', precondition: { absent: true } };
}

function existingOf(
  ref: ObjectRef,
  state: ClusterState | undefined,
): ReaderObject | undefined {
  return state?.reader.status === 'observed'
    ? state.reader.value.objects.find(({ object }) => sameObject(object, ref))
    : undefined;
}
