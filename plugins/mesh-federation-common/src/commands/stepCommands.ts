import {
  assertNever,
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  ISTIOD_NAME,
  READER_NAME,
  shellCommand,
  type ClusterName,
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
  return [
    ...writesOf(step, objects),
    ...waitsOf(step, objects).map(shellCommand),
  ].join('\n');
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

function remoteSecretCommand(
  step: StepOf<'remote-secret'>,
  { ref }: PlannedObject,
): string {
  const { cluster, peer, clusterId, server } = step;
  if (ref.name !== `${SECRET_PREFIX}${clusterId}`) {
    return '# No command: istioctl gives the Secret another name than this one has.';
  }
  const make = shellCommand([
    ...['istioctl', 'create-remote-secret', '--context', peer],
    ...['--name', clusterId, '--server', server],
    ...['--service-account', READER_NAME, '--create-service-account=false'],
  ]);
  const apply = shellCommand([...kubectl(cluster), 'apply', '--filename', '-']);
  const note =
    '# istioctl takes a token that does not end, and does not label the Secret as one of this plugin.';
  // Half of it would print the token.
  return (
    [make, apply].find(command => command.startsWith('#')) ??
    `${note}\n${make} | ${apply}`
  );
}

/** What the step waits for, as far as a command shows it. */
function waitsOf(
  step: Step,
  objects: readonly PlannedObject[],
): readonly Command[] {
  const { cluster } = step;
  const rollouts = () =>
    objects
      .filter(({ operation }) => operation !== 'propose')
      .map(({ ref }) => [
        ...kubectl(cluster),
        ...['rollout', 'status', ...resourceOf(ref)],
      ]);
  switch (step.type) {
    case 'multi-root':
    case 'restart-workloads':
      return rollouts();
    case 'verify-trust':
      return [
        [
          ...kubectl(cluster),
          ...['rollout', 'status', 'deployment'],
          ...['--selector', `app=${ISTIOD_NAME}`],
          ...['--namespace', ISTIO_NAMESPACE],
        ],
      ];
    case 'gateway':
      return [gatewayWait(cluster)];
    case 'wait-sync':
    case 'wait-forgotten':
      return [['istioctl', 'remote-clusters', '--context', cluster]];
    case 'network':
    case 'reader':
    case 'remote-secret':
    case 'remove-gateway':
    case 'remove-reader':
    case 'remove-remote-secret':
    case 'trust-roots':
      return [];
    default:
      return assertNever(step);
  }
}

function gatewayWait(cluster: ClusterName): Command {
  return [
    ...kubectl(cluster),
    ...['wait', '--for', 'condition=Programmed'],
    ...[`gateway.gateway.networking.k8s.io/${GATEWAY_NAME}`],
    ...['--namespace', ISTIO_NAMESPACE],
  ];
}
