import {
  assertNever,
  federationLabels,
  FIELD_MANAGER,
  ISTIO_NAMESPACE,
  ISTIOD_NAME,
  READER_NAME,
  shellCommand,
  type ClusterName,
  type ObjectRef,
  type PlannedObject,
  type PlannedStep,
  type Step,
  type StepOf,
} from '../model';
import { applyCommand, kubectl, resourceOf, type Command } from './kubectl';

/**
 * What somebody with rights in the clusters would run instead of a step, one command a line: for
 * each cluster there is a context of its name. Empty for what is left to others. No secret is in
 * it: where a token is needed, the command makes it.
 *
 * @public
 */
export function stepCommands({ step, objects }: PlannedStep): string {
  return [...writesOf(step, objects), ...waitsOf(step, objects)].join('\n');
}

function writesOf(
  step: Step,
  objects: readonly PlannedObject[],
): readonly string[] {
  return step.type === 'remote-secret'
    ? objects.map(object => remoteSecretCommand(step, object))
    : objects.flatMap(object => objectCommand(step, object) ?? []);
}

function objectCommand(step: Step, object: PlannedObject): string | undefined {
  const { cluster, ref, operation, after = {} } = object;
  const on = (verb: Command, ...more: readonly string[]) =>
    shellCommand([...kubectl(cluster), ...verb, ...resourceOf(ref), ...more]);
  switch (operation) {
    case 'propose':
      return undefined;
    case 'delete':
      return on(['delete']);
    case 'restart':
      return on(['rollout', 'restart']);
    case 'create':
    case 'update':
      if (step.type === 'trust-roots' && step.target.kind === 'foreign') {
        // The plan holds a part of the text alone: applied, it would replace the whole.
        return `# Edit its caCertificates and proxyMetadata as the difference shows.\n${on(
          ['edit'],
        )}`;
      }
      if (step.type === 'trust-roots' && step.target.kind === 'cacerts') {
        const { stringData } = after;
        return on(
          ['patch'],
          ...['--type', 'merge', '--patch', JSON.stringify({ stringData })],
        );
      }
      return applyCommand(after, {
        cluster,
        force: object.takeOver !== undefined,
      });
    default:
      return assertNever(operation);
  }
}

/** As istioctl names it (istio/istio istioctl/pkg/multicluster/remote_secret.go). */
const SECRET_PREFIX = 'istio-remote-secret-';

/** With the labels of the plan, so that the plugin knows the Secret as its own when all leaves. */
function remoteSecretCommand(
  step: StepOf<'remote-secret'>,
  { ref }: PlannedObject,
): string {
  const { cluster, peer, clusterId, server, federations } = step;
  if (ref.name !== `${SECRET_PREFIX}${clusterId}`) {
    return '# No command: istioctl gives the Secret another name than this one has.';
  }
  const labels = Object.entries(federationLabels(federations));
  const pipeline = [
    [
      ...['istioctl', 'create-remote-secret', '--context', peer],
      ...['--name', clusterId, '--server', server],
      ...['--service-account', READER_NAME, '--create-service-account=false'],
    ],
    [
      ...['kubectl', 'label', '--local', '--overwrite', '--output', 'yaml'],
      ...[
        '--filename',
        '-',
        ...labels.map(([key, value]) => `${key}=${value}`),
      ],
    ],
    [
      ...[...kubectl(cluster), 'apply', '--server-side'],
      ...['--field-manager', FIELD_MANAGER, '--filename', '-'],
    ],
  ].map(shellCommand);
  // Half of it would print the token.
  return (
    pipeline.find(command => command.startsWith('#')) ??
    `# The token that istioctl takes does not end: it goes with ServiceAccount ${READER_NAME}.\n${pipeline.join(
      ' | ',
    )}`
  );
}

/** What has to be waited for, as far as a command shows it. */
function waitsOf(
  step: Step,
  objects: readonly PlannedObject[],
): readonly string[] {
  const { cluster } = step;
  if (objects.length === 0) {
    // A gate writes nothing: it asks istiod about a peer, or about itself.
    return 'peer' in step
      ? [
          // istioctl looks once.
          `# Run it until ${
            step.type === 'wait-sync'
              ? 'the STATUS of the cluster is "synced"'
              : 'the cluster is not listed'
          }, then go on.`,
          shellCommand(['istioctl', 'remote-clusters', '--context', cluster]),
        ]
      : [
          shellCommand([
            ...kubectl(cluster),
            ...['rollout', 'status', 'deployment'],
            ...['--selector', `app=${ISTIOD_NAME}`],
            ...['--namespace', ISTIO_NAMESPACE],
          ]),
        ];
  }
  return objects
    .filter(({ operation }) => !['delete', 'propose'].includes(operation))
    .flatMap(({ ref }) => {
      const wait = waitFor(cluster, ref);
      return wait ? [shellCommand(wait)] : [];
    });
}

function waitFor(cluster: ClusterName, ref: ObjectRef): Command | undefined {
  switch (ref.apiVersion.split('/')[0]) {
    case 'apps':
      return [...kubectl(cluster), 'rollout', 'status', ...resourceOf(ref)];
    case 'gateway.networking.k8s.io':
      return [
        ...kubectl(cluster),
        ...['wait', '--for', 'condition=Programmed', ...resourceOf(ref)],
      ];
    default:
      return undefined;
  }
}
