import { stringify } from 'yaml';
import {
  NETWORK_LABEL,
  type ClusterName,
  type ObjectRef,
  type Remedy,
  type Pod,
} from '../../../model';
import { lazy } from '../lookup/lookUp';

/**
 * YAML to apply, one document for each object. It is written when somebody reads it: of most answers
 * only the verdict is asked for.
 */
export function yamlRemedy(
  cluster: ClusterName,
  objects: readonly object[],
): Remedy {
  const text = lazy(() =>
    objects
      .map(object =>
        stringify(object, { version: '1.1', aliasDuplicateObjects: false }),
      )
      .join('---\n'),
  );
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
  ...commands: readonly string[]
): Remedy {
  return { kind: 'command', cluster, text: commands.join('\n') };
}

/** Merges a part into an object; lists of a Service merge by port number. */
export function patchCommand(object: ObjectRef, patch: object): string {
  return `kubectl patch ${resourceOf(object)} --patch ${quote(
    JSON.stringify(patch),
  )}`;
}

/** Sets the network label of an object. */
export function networkLabelCommand(
  object: ObjectRef,
  network: string,
): string {
  return `kubectl label ${resourceOf(object)} ${quote(
    `${NETWORK_LABEL}=${network}`,
  )} --overwrite`;
}

/** The object as kubectl takes it, for example `service orders --namespace shop`. */
export function resourceOf({ kind, apiVersion, name, namespace }: ObjectRef) {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  const inNamespace =
    namespace === undefined ? '' : ` --namespace ${namespace}`;
  return `${kind.toLowerCase()}${group} ${name}${inNamespace}`;
}

function quote(text: string): string {
  return /^[\w./=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that makes a workload's Pods anew. */
export function restartCommand({ namespace, workload }: Pod): string {
  return workload.kind === 'Pod'
    ? `kubectl delete pod ${workload.name} --namespace ${namespace}`
    : `kubectl rollout restart ${workload.kind.toLowerCase()} ${
        workload.name
      } --namespace ${namespace}`;
}

/** The `selector` of a policy's spec; without labels there is none, which selects all. */
export function selectorOf(
  labels: Readonly<Record<string, string>> | undefined,
) {
  return labels !== undefined && Object.keys(labels).length > 0
    ? { selector: { matchLabels: labels } }
    : {};
}
