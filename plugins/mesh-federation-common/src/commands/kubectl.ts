import {
  FIELD_MANAGER,
  shellCommand,
  type ClusterName,
  type ObjectRef,
} from '../model';
import { yamlText } from './yamlText';

/** The words of a command. */
export type Command = readonly string[];

/** kubectl for a cluster, whose context has its name; for the current context without one. */
export function kubectl(cluster?: ClusterName): Command {
  return ['kubectl', ...(cluster === undefined ? [] : ['--context', cluster])];
}

/** The object as kubectl takes it, for example `service orders --namespace shop`. */
export function resourceOf({
  kind,
  apiVersion,
  name,
  namespace,
}: ObjectRef): Command {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return [
    `${kind.toLowerCase()}${group}`,
    name,
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
  ];
}

/**
 * Applies an object as this plugin does, under its name as field manager: the next plan finds its
 * own object, and no conflict with whoever ran the command.
 */
export function applyCommand(
  manifest: object,
  options: { readonly cluster?: ClusterName; readonly force: boolean },
): string {
  const command = shellCommand([
    ...kubectl(options.cluster),
    ...['apply', '--server-side'],
    ...(options.force ? ['--force-conflicts'] : []),
    ...['--field-manager', FIELD_MANAGER, '--filename', '-'],
  ]);
  // YAML begins no line of a value at the margin, so that none can be the end.
  return `${command} <<'END'\n${yamlText(manifest)}END`;
}
