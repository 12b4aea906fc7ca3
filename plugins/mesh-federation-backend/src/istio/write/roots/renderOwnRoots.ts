import { ownMeshConfigYaml } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import {
  federationLabels,
  optional,
  type ClusterState,
  type Manifest,
  type ObjectRef,
  type PlannedObject,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelsOf } from '../objects/labelsOf';
import { manifestOf } from '../objects/manifestOf';
import { trustRootsTitle, wantedRoots } from './trustRoots';

/** Our own shared mesh config: server-side applied, and deleted with the last federation. */
export function renderOwnRoots(options: {
  readonly step: StepOf<'trust-roots'>;
  readonly target: { readonly configMap: ObjectRef };
  readonly state: ClusterState | undefined;
}): PlannedStep {
  const { step, target, state } = options;
  const existing = existingVersion(target.configMap, state);
  const known = existing !== undefined || step.before.length > 0;
  const base = {
    cluster: step.cluster,
    ref: target.configMap,
    ...optional({
      before: known
        ? meshConfigMap(
            target.configMap,
            ownMeshConfigYaml(step.before),
            labelsOf(target.configMap, state),
          )
        : undefined,
      precondition: existing,
    }),
  };
  const gone = step.roots.length === 0 && step.federations.length === 0;
  const object: PlannedObject = gone
    ? { ...base, operation: 'delete' }
    : {
        ...base,
        operation: known && !isAbsent(existing) ? 'update' : 'create',
        after: meshConfigMap(
          target.configMap,
          ownMeshConfigYaml(wantedRoots(step)),
          federationLabels(step.federations),
        ),
      };
  return {
    step,
    title: trustRootsTitle(step),
    disruption:
      'Every proxy of the cluster that asks istiod for roots renews its certificate once; connections stay.',
    objects: [isAbsent(existing) ? withoutBefore(object) : object],
  };
}

function meshConfigMap(
  ref: ObjectRef,
  mesh: string,
  labels?: Readonly<Record<string, string>>,
): Manifest {
  return manifestOf(ref, { labels, body: { data: { mesh } } });
}

function isAbsent(precondition: PlannedObject['precondition']): boolean {
  return precondition !== undefined && 'absent' in precondition;
}

function withoutBefore(object: PlannedObject): PlannedObject {
  const { before, ...rest } = object;
  return rest;
}

/** Undefined when it was not observed: then only the apply itself protects the object. */
function existingVersion(
  ref: ObjectRef,
  state: ClusterState | undefined,
): PlannedObject['precondition'] {
  if (state?.controlPlanes.status !== 'observed') {
    return undefined;
  }
  for (const { shared } of state.controlPlanes.value) {
    if (
      shared.status === 'observed' &&
      shared.value.configMap.name === ref.name
    ) {
      return shared.value.exists && shared.value.resourceVersion
        ? { resourceVersion: shared.value.resourceVersion }
        : { absent: true };
    }
  }
  return undefined;
}
