import {
  shellCommand,
  type ClusterName,
  type ObjectRef,
  type Remedy,
} from '../../../model';
import {
  applyCommand,
  createCommand,
  resourceOf,
  type Command,
} from '../../../commands/kubectl';
import { lazy } from '../lookup/lookUp';

/**
 * Makes new objects. One that is there by now is left as it is: kubectl refuses to make it. The
 * text is written when somebody reads it: of most answers only the verdict is asked for.
 */
export function createRemedy(
  cluster: ClusterName,
  objects: readonly object[],
): Remedy {
  const text = lazy(() => createCommand(objects));
  return {
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
    cluster,
    get text() {
      return text();
    },
  };
}

/** The command that makes a workload's Pods anew. */
export function restartCommand(workload: ObjectRef): Command {
  return ['kubectl', 'rollout', 'restart', ...resourceOf(workload)];
}

/** The `selector` of a policy's spec; without labels there is none, which selects all. */
export function selectorOf(
  labels: Readonly<Record<string, string>> | undefined,
) {
  return labels !== undefined && Object.keys(labels).length > 0
    ? { selector: { matchLabels: labels } }
    : {};
}
