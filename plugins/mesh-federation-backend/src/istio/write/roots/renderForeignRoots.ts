import {
  yamlText,
  type ClusterState,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshRootsYaml } from '../../text/meshRootsYaml';
import { parseYaml } from '../../text/parseYaml';
import { editMeshConfigYaml } from './editMeshConfigYaml';
import { manifestOf } from '../objects/manifestOf';
import { ownerOfConfigMap, revertsText } from './ownerOfConfigMap';
import { trustRootsTitle, unwantedRoots, wantedRoots } from './trustRoots';

/**
 * A list in somebody else's mesh config: edited in place, or proposed to the owner who would undo
 * the edit.
 */
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
  const mesh = meshRootsYaml(
    editMeshConfigYaml({
      yaml: target.yaml,
      roots: wantedRoots(step),
      remove: unwantedRoots(step),
    }),
  );
  const owner = ownerOfConfigMap(target.configMap, state);
  const proposed = revertsText(owner);
  const object = {
    cluster: step.cluster,
    ref: target.configMap,
    before: manifestOf(target.configMap, {
      body: { data: { mesh: target.yaml } },
    }),
    after: manifestOf(target.configMap, { body: { data: { mesh } } }),
    precondition: { resourceVersion: target.resourceVersion },
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
    objects: [{ ...object, operation: proposed ? 'propose' : 'update' }],
  };
}

/** Helm, the Sail operator and `istioctl install` all take mesh config under `meshConfig`. */
function proposalFor(options: {
  readonly cluster: string;
  readonly configMap: ObjectRef;
  readonly owner: string;
  readonly mesh: string;
}): string {
  const { caCertificates, defaultConfig } = (parseYaml(options.mesh) ?? {}) as {
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
    yamlText(values),
  ].join('\n');
}
