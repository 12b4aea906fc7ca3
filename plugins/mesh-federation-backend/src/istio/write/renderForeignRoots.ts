import type {
  ClusterState,
  ObjectRef,
  PlannedObject,
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { parse, stringify } from 'yaml';
import { editMeshConfigYaml } from './editMeshConfigYaml';
import { manifestOf } from './manifestOf';
import { ownerOfConfigMap, revertsChanges } from './ownerOfConfigMap';
import { trustRootsTitle, unwantedRoots, wantedRoots } from './trustRoots';

/** A list that somebody else's mesh config already has: edited in place, or proposed to an owner who would undo it. */
export function renderForeignRoots(options: {
  readonly step: StepOf<'trust-roots'>;
  readonly target: {
    readonly configMap: ObjectRef;
    readonly resourceVersion: string;
    readonly yaml: string;
  };
  readonly state: ClusterState | undefined;
}): PlannedStep {
  const { step, target, state } = options;
  const mesh = editMeshConfigYaml({
    yaml: target.yaml,
    roots: wantedRoots(step),
    remove: unwantedRoots(step),
  });
  const owner = ownerOfConfigMap(target.configMap, state);
  const proposed = revertsChanges(owner);
  const object = {
    cluster: step.cluster,
    ref: target.configMap,
    after: manifestOf(target.configMap, { body: { data: { mesh } } }),
    ...writeOf(target),
  };
  return {
    step,
    title: trustRootsTitle(step),
    ...(proposed
      ? {
          proposal: proposalFor({
            cluster: step.cluster,
            configMap: target.configMap,
            owner: owner ?? 'an owner that was not observed',
            mesh,
          }),
        }
      : {
          disruption:
            'Every proxy of the cluster that asks istiod for roots renews its certificate once; connections stay.',
        }),
    objects: [proposed ? { ...object, operation: 'propose' } : object],
  };
}

/** istiod may name a shared mesh config that is not there: then it is made. */
function writeOf(target: {
  readonly configMap: ObjectRef;
  readonly resourceVersion: string;
  readonly yaml: string;
}): Pick<PlannedObject, 'operation' | 'before' | 'precondition'> {
  const { configMap, resourceVersion, yaml } = target;
  if (resourceVersion === '') {
    return { operation: 'create', precondition: { absent: true } };
  }
  return {
    operation: 'update',
    before: manifestOf(configMap, { body: { data: { mesh: yaml } } }),
    precondition: { resourceVersion },
  };
}

/** Helm, the Sail operator and `istioctl install` all take mesh config under `meshConfig`. */
function proposalFor(options: {
  readonly cluster: string;
  readonly configMap: ObjectRef;
  readonly owner: string;
  readonly mesh: string;
}): string {
  const { caCertificates, defaultConfig } = (parse(options.mesh) ?? {}) as {
    readonly caCertificates?: unknown;
    readonly defaultConfig?: { readonly proxyMetadata?: unknown };
  };
  const values = {
    meshConfig: {
      caCertificates: caCertificates ?? [],
      defaultConfig: { proxyMetadata: defaultConfig?.proxyMetadata ?? {} },
    },
  };
  return [
    `# ConfigMap ${options.configMap.namespace}/${options.configMap.name} in ${options.cluster} belongs to ${options.owner}.`,
    '# Set these values of the istiod chart (for the Sail operator: under spec.values) where that owner reads them:',
    stringify(values, { lineWidth: 0 }),
  ].join('\n');
}
