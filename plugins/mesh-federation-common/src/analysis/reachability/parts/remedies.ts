import {
  NETWORK_LABEL,
  type ClusterName,
  type ObjectRef,
  type Remedy,
  type Pod,
  shellCommand,
} from '../../../model';
import {
  applyCommand,
  resourceOf,
  type Command,
} from '../../../commands/kubectl';
import { yamlText } from '../../../commands/yamlText';
import { lazy } from '../lookup/lookUp';

/**
 * YAML to apply, one document for each object. It is written when somebody reads it: of most
 * answers only the verdict is asked for.
 */
export function yamlRemedy(
  cluster: ClusterName,
  objects: readonly object[],
): Remedy {
  const text = lazy(() => objects.map(yamlText).join('---\n'));
  return {
    kind: 'yaml',
    cluster,
    get text() {
      return text();
    },
  };
}

/** Commands to run, one a line. */
export function commandRemedy(
  cluster: ClusterName,
  ...commands: readonly Command[]
): Remedy {
  return {
    kind: 'command',
    cluster,
    text: commands.map(shellCommand).join('\n'),
  };
}

/**
 * Applies an object of this plugin as this plugin does, under its name as field manager: the next
 * plan finds its own object, and no conflict with whoever ran the command.
 *
 * @alpha
 */
export function applyRemedy(cluster: ClusterName, object: object): Remedy {
  const text = lazy(() => applyCommand(object, { force: true }));
  return {
    kind: 'command',
    cluster,
    get text() {
      return text();
    },
  };
}

/** Merges a part into an object; lists of a Service merge by port number. */
export function patchCommand(object: ObjectRef, patch: object): Command {
  return [
    'kubectl',
    'patch',
    ...resourceOf(object),
    '--patch',
    JSON.stringify(patch),
  ];
}

/** Sets the network label of an object. */
export function networkLabelCommand(
  object: ObjectRef,
  network: string,
): Command {
  return labelCommand(object, { [NETWORK_LABEL]: network });
}

/** Sets labels of an object. */
export function labelCommand(
  object: ObjectRef,
  labels: Readonly<Record<string, string>>,
): Command {
  return [
    'kubectl',
    'label',
    ...resourceOf(object),
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    '--overwrite',
  ];
}

/** Lets Istio inject a sidecar into the Pods that a namespace gets. */
export function injectionCommand(namespace: string): Command {
  return labelCommand(namespaceRef(namespace), {
    'istio-injection': 'enabled',
  });
}

/** The command that makes a workload's Pods anew. */
export function restartCommand({ namespace, workload }: Pod): Command {
  const { kind, name } = workload;
  const object = [kind.toLowerCase(), name, '--namespace', namespace];
  return kind === 'Pod'
    ? ['kubectl', 'delete', ...object]
    : ['kubectl', 'rollout', 'restart', ...object];
}

/** The same for an object, whose group is then named as well. */
export function renewCommand(object: ObjectRef): Command {
  return object.kind === 'Pod'
    ? ['kubectl', 'delete', ...resourceOf(object)]
    : ['kubectl', 'rollout', 'restart', ...resourceOf(object)];
}

function namespaceRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

/** The `selector` of a policy's spec; without labels there is none, which selects all. */
export function selectorOf(
  labels: Readonly<Record<string, string>> | undefined,
) {
  return labels !== undefined && Object.keys(labels).length > 0
    ? { selector: { matchLabels: labels } }
    : {};
}
