import {
  SHARED_MESH_CONFIG,
  type ClusterState,
  type Manifest,
  type PlannedStep,
  type StepOf,
  ISTIO_MULTIROOT_MESH,
  SHARED_MESH_CONFIG_ENV,
  yamlText,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isProposedTo } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { manifestOf } from '../objects/manifestOf';

interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

/**
 * The two env entries of istiod by server-side apply: the env list merges by name, so that nobody
 * else's entries are touched. Removing applies nothing, which takes away just what this plugin
 * owns.
 */
export function renderMultiRoot(
  step: StepOf<'multi-root'>,
  state: ClusterState | undefined,
): PlannedStep {
  const { controlPlane } = step;
  const wanted = step.enabled ? wantedEntries(controlPlane) : [];
  const owner = ownerOfDeployment(step, state);
  const proposed = owner !== undefined && isProposedTo(owner, 'fields');
  return {
    step,
    title: step.enabled
      ? `Let ${controlPlane.deployment.name} of ${step.cluster} accept several roots`
      : `Take the multi-root flags off ${controlPlane.deployment.name} of ${step.cluster}`,
    ...(proposed
      ? { proposal: proposalFor(step, owner, wanted) }
      : {
          disruption:
            'istiod rolls once. Running proxies keep working meanwhile; pods that start in these seconds wait for it.',
        }),
    objects: [
      {
        cluster: step.cluster,
        ref: controlPlane.deployment,
        operation: proposed ? 'propose' : 'update',
        before: withEnv(step, currentEntries(controlPlane)),
        after: withEnv(step, wanted),
        precondition: { resourceVersion: controlPlane.resourceVersion },
      },
    ],
  };
}

/** Where another shared mesh config is in use, it stays: the roots go into that one. */
function wantedEntries(
  controlPlane: StepOf<'multi-root'>['controlPlane'],
): readonly EnvEntry[] {
  const own =
    controlPlane.sharedMeshConfig === undefined ||
    controlPlane.sharedMeshConfig === SHARED_MESH_CONFIG;
  return [
    { name: ISTIO_MULTIROOT_MESH, value: 'true' },
    ...(own
      ? [{ name: SHARED_MESH_CONFIG_ENV, value: SHARED_MESH_CONFIG }]
      : []),
  ];
}

function currentEntries(
  controlPlane: StepOf<'multi-root'>['controlPlane'],
): readonly EnvEntry[] {
  return [
    ...(controlPlane.multiRootMesh
      ? [{ name: ISTIO_MULTIROOT_MESH, value: 'true' }]
      : []),
    ...(controlPlane.sharedMeshConfig === undefined
      ? []
      : [
          {
            name: SHARED_MESH_CONFIG_ENV,
            value: controlPlane.sharedMeshConfig,
          },
        ]),
  ];
}

function withEnv(
  step: StepOf<'multi-root'>,
  env: readonly EnvEntry[],
): Manifest {
  if (env.length === 0) {
    return manifestOf(step.controlPlane.deployment);
  }
  return manifestOf(step.controlPlane.deployment, {
    body: {
      spec: {
        template: { spec: { containers: [{ name: 'discovery', env }] } },
      },
    },
  });
}

function ownerOfDeployment(
  step: StepOf<'multi-root'>,
  state: ClusterState | undefined,
) {
  return state?.controlPlanes.status === 'observed'
    ? state.controlPlanes.value.find(
        plane => plane.deployment.name === step.controlPlane.deployment.name,
      )?.ownership.owner
    : undefined;
}

function proposalFor(
  step: StepOf<'multi-root'>,
  owner: string,
  wanted: readonly EnvEntry[],
): string {
  const env = Object.fromEntries(
    wanted.map(entry => [entry.name, entry.value]),
  );
  return [
    `# Deployment ${step.controlPlane.deployment.namespace}/${step.controlPlane.deployment.name} in ${step.cluster} belongs to ${owner}.`,
    step.enabled
      ? '# Set these values of the istiod chart (for the Sail operator: under spec.values) where that owner reads them:'
      : `# Take ${ISTIO_MULTIROOT_MESH} and ${SHARED_MESH_CONFIG_ENV} out of pilot.env where that owner reads it.`,
    ...(step.enabled ? [yamlText({ pilot: { env } })] : []),
  ].join('\n');
}
