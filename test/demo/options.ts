import { parseArgs } from 'node:util';

/** A cluster that somebody already has: `--context name=context`. */
export interface ExistingCluster {
  readonly name: string;
  readonly context: string;
}

export interface DemoOptions {
  readonly clusters: number;
  readonly federate: boolean;
  readonly once: boolean;
  readonly keep: boolean;
  readonly port: number;
  /** False: a bed without the sample application. */
  readonly sample?: boolean;
  /** True: clusters that nobody has joined; a bed that is not so is taken down first. */
  readonly apart?: boolean;
  /** True: a Backstage that an earlier session has kept will do, with what is in its database. */
  readonly reuse?: boolean;
  /** False: Backstage without its pages, the HTTP API alone. */
  readonly app?: boolean;
  /** Set when the demo runs on existing clusters: no bed is started then. */
  readonly existing?: {
    readonly kubeconfig: string;
    readonly clusters: readonly ExistingCluster[];
    readonly image?: string;
  };
}

export const HELP = `Starts clusters with Istio and Backstage, and joins their meshes through the plugin.

usage: npm run demo -- [options]

  --clusters N          how many clusters, 2 to 8 (default 2)
  --no-federate         leave the join to you: open the page and do it there
  --once                do everything, print the result as one JSON object at the end of
                        standard output, take everything down; exit code 0 when all holds
  --keep                leave the clusters running (or, when they are yours, joined) at the end
  --port N              port of Backstage (default 7007)

on clusters that you already have (with Istio installed):
  --kubeconfig FILE     kubeconfig of an administrator
  --context NAME=CTX    a cluster and its context in FILE; two times or more
  --image IMAGE         image of the sample application there

  --help                this text

Ctrl-C takes down all that was started.
`;

export class UsageError extends Error {}

function integer(
  name: string,
  value: string | undefined,
  fallback: number,
  min: number,
  max: number,
): number {
  const number = value === undefined ? fallback : Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new UsageError(
      `--${name} takes a whole number from ${min} to ${max}, not "${value}"`,
    );
  }
  return number;
}

function existingClusters(
  contexts: readonly string[],
): readonly ExistingCluster[] {
  const clusters = contexts.map(entry => {
    const [, name, context] = /^([^=]+)=(.+)$/.exec(entry) ?? [];
    if (!name || !context) {
      throw new UsageError(
        `--context takes NAME=CONTEXT, for example east=kind-east, not "${entry}"`,
      );
    }
    return { name, context };
  });
  if (clusters.length < 2) {
    throw new UsageError(
      '--kubeconfig needs --context NAME=CONTEXT at least two times',
    );
  }
  if (new Set(clusters.map(({ name }) => name)).size < clusters.length) {
    throw new UsageError('--context names one cluster twice');
  }
  return clusters;
}

/** Options from the command line, or `help`. Throws `UsageError` with what is allowed. */
export function parseOptions(argv: readonly string[]): DemoOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowNegative: true,
      options: {
        clusters: { type: 'string' },
        federate: { type: 'boolean', default: true },
        once: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        port: { type: 'string' },
        kubeconfig: { type: 'string' },
        context: { type: 'string', multiple: true },
        image: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) {
    return 'help';
  }
  if (values.context && !values.kubeconfig) {
    throw new UsageError('--context needs --kubeconfig FILE');
  }
  if (values.once && !values.federate) {
    throw new UsageError(
      '--once reports the join, so it cannot go with --no-federate',
    );
  }
  return {
    clusters: integer('clusters', values.clusters, 2, 2, 8),
    federate: values.federate,
    once: values.once,
    keep: values.keep,
    port: integer('port', values.port, 7007, 1, 65535),
    ...(values.kubeconfig && {
      existing: {
        kubeconfig: values.kubeconfig,
        clusters: existingClusters(values.context ?? []),
        ...(values.image && { image: values.image }),
      },
    }),
  };
}
