import {
  optional,
  type ClusterState,
  type Manifest,
  type ObjectRef,
  type PlannedObject,
  type PlannedStep,
  type ReaderChoice,
  type StepOf,
  meshConfigName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationLabels } from '../objects/federationLabels';
import { manifestOf } from '../objects/manifestOf';
import { RBAC, READER } from '../../readerObjects';

const READ = ['get', 'list', 'watch'];
const SUBJECTS = [
  {
    kind: READER.account.kind,
    name: READER.account.name,
    namespace: READER.account.namespace,
  },
];

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
    objects: readerBodies(step.choice, meshConfigNames(state)).map(
      ({ ref, body }): PlannedObject => {
        const existing = exists(ref, state);
        return {
          cluster: step.cluster,
          ref,
          operation: existing ? 'update' : 'create',
          after: manifestOf(ref, { labels, body }),
          ...optional({
            precondition:
              existing === false ? ({ absent: true } as const) : undefined,
          }),
        };
      },
    ),
  };
}

function readerBodies(
  choice: ReaderChoice,
  meshConfigs: readonly string[],
): readonly { readonly ref: ObjectRef; readonly body: Manifest }[] {
  return [
    { ref: READER.account, body: {} },
    {
      ref: READER.clusterRole,
      body: { rules: clusterRules(choice) },
    },
    {
      ref: READER.clusterRoleBinding,
      body: { roleRef: roleRef(READER.clusterRole), subjects: SUBJECTS },
    },
    {
      ref: READER.role,
      body: {
        rules: [
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: meshConfigs,
            verbs: READ,
          },
        ],
      },
    },
    {
      ref: READER.roleBinding,
      body: { roleRef: roleRef(READER.role), subjects: SUBJECTS },
    },
  ];
}

function clusterRules(choice: ReaderChoice): readonly Manifest[] {
  const core = ['namespaces', 'nodes', 'pods', 'services'];
  return [
    rule('', choice === 'with-secrets' ? [...core, 'secrets'] : core),
    rule('discovery.k8s.io', ['endpointslices']),
    rule('gateway.networking.k8s.io', ['gateways']),
    rule('apiextensions.k8s.io', ['customresourcedefinitions']),
    rule('networking.istio.io', ['workloadentries']),
  ];
}

function rule(group: string, resources: readonly string[]): Manifest {
  return { apiGroups: [group], resources, verbs: READ };
}

function roleRef({ kind, name }: ObjectRef): Manifest {
  return { apiGroup: RBAC, kind, name };
}

/**
 * istiod reads the remote mesh config under the name of its own revision. That revision is assumed
 * to exist in the remote cluster as well.
 */
function meshConfigNames(state: ClusterState | undefined): readonly string[] {
  const planes =
    state?.controlPlanes.status === 'observed' ? state.controlPlanes.value : [];
  const names = planes.flatMap(({ meshConfig }) =>
    meshConfig.status === 'observed' ? [meshConfig.value.configMap.name] : [],
  );
  return [...new Set([meshConfigName('default'), ...names])].sort();
}

/** Undefined when it was not observed. */
function exists(
  ref: ObjectRef,
  state: ClusterState | undefined,
): boolean | undefined {
  return state?.reader.status === 'observed'
    ? state.reader.value.objects.some(
        ({ object }) => object.kind === ref.kind && object.name === ref.name,
      )
    : undefined;
}
