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

/** Makes objects, in their order; one that is there already is refused and left as it is. */
export function createCommand(objects: readonly object[]): string {
  return withInput(
    ['kubectl', 'create', '--filename', '-'],
    objects.map(yamlText).join('---\n'),
  );
}

/**
 * Applies an object as this plugin does, under its name as field manager: the next plan finds its
 * own object, and no conflict with whoever ran the command.
 */
export function applyCommand(
  manifest: object,
  options: { readonly cluster?: ClusterName; readonly force: boolean },
): string {
  return withInput(
    [
      ...kubectl(options.cluster),
      ...['apply', '--server-side'],
      ...(options.force ? ['--force-conflicts'] : []),
      ...['--field-manager', FIELD_MANAGER, '--filename', '-'],
    ],
    yamlText(manifest),
  );
}

/** YAML begins no line of a value at the margin, so that none can be the end. */
function withInput(command: Command, yaml: string): string {
  return `${shellCommand(command)} <<'END'\n${yaml}END`;
}
