import {
  optional,
  sameObject,
  type ClusterState,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelsOf } from '../objects/labelsOf';
import { manifestOf } from '../objects/manifestOf';

/** Takes our reader away: its tokens end with the account. */
export function renderRemoveReader(
  step: StepOf<'remove-reader'>,
  state: ClusterState | undefined,
): PlannedStep {
  return {
    step,
    title: `Remove the reader of ${step.cluster}`,
    disruption: 'Tokens of this reader stop working at once.',
    objects: step.objects.map(ref => ({
      cluster: step.cluster,
      ref,
      operation: 'delete',
      before: manifestOf(ref, { labels: labelsOf(ref, state) }),
      ...optional({ precondition: versionOf(ref, state) }),
    })),
  };
}

function versionOf(ref: ObjectRef, state: ClusterState | undefined) {
  const found =
    state?.reader.status === 'observed'
      ? state.reader.value.objects.find(({ object }) => sameObject(object, ref))
      : undefined;
  return found && { resourceVersion: found.resourceVersion };
}
