import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  durationToMilliseconds,
  type HumanDuration,
  type JsonValue,
} from '@backstage/types';
import {
  API_SERVER_URL,
  isApiServerUrl,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { z } from 'zod';

/**
 * The plugin's configuration with every default filled in. Read from key `meshFederation` in one
 * place only.
 */
export interface MeshFederationConfig {
  readonly observation: {
    /** `schedule.frequency`, default 1 minute. */
    readonly frequency: HumanDuration;
    /** Whole observation of one cluster; default 30 seconds. */
    readonly clusterTimeoutMs: number;
    /** Each call; default 10 seconds. */
    readonly callTimeoutMs: number;
    /** Clusters observed side by side; default 8. */
    readonly concurrentClusters: number;
    /** Calls side by side to one cluster; default 6. */
    readonly concurrentCallsPerCluster: number;
  };
  readonly witness: {
    /** Whether istiod is asked what it has configured proxies with; default true. */
    readonly enabled: boolean;
    /** Whether it is also asked while nobody looks; default true. */
    readonly background: boolean;
    /** Between two questions in the background to one control plane; default 1 second. */
    readonly intervalMs: number;
  };
  readonly runs: {
    /**
     * How long a step waits, at a gate or for a silent cluster, before it fails with what it waited
     * for; default 5 minutes.
     */
    readonly gateTimeoutMs: number;
    /** How long a gate waits for a change that was proposed to its owner; default 1 day. */
    readonly proposalTimeoutMs: number;
    /** A worker that has not been heard of for this long has lost its run; default 20 seconds. */
    readonly leaseMs: number;
  };
  readonly changes: {
    /** Subjects of services that may change something, such as `plugin:scaffolder`; none. */
    readonly services: readonly string[];
  };
  readonly approval: {
    /** Whoever made a plan may not approve it; default false. */
    readonly anotherPerson: boolean;
  };
  readonly history: {
    /** Plans and runs older than this are forgotten; default 90 days. */
    readonly maxAgeMs: number;
    /** Plans and runs of each federation that stay, however old they are; default 50. */
    readonly keepNewest: number;
  };
  /** Lifetime asked for the token of a remote secret; default 720 hours. */
  readonly tokenLifetimeSeconds: number;
  /** URL of a cluster's API server as the other clusters see it, by cluster name. */
  readonly apiServerUrls: Readonly<Record<string, string>>;
}

const ROOT = 'meshFederation';

const schema = section({
  observation: section({
    schedule: section({
      frequency: duration({
        default: { minutes: 1 },
        min: { seconds: 10 },
        max: { days: 1 },
      }),
    }),
    clusterTimeout: duration({
      default: { seconds: 30 },
      min: { seconds: 1 },
      max: { minutes: 10 },
    }),
    callTimeout: duration({
      default: { seconds: 10 },
      min: { seconds: 1 },
      max: { minutes: 5 },
    }),
    concurrentClusters: count({ default: 8, max: 100 }),
    concurrentCallsPerCluster: count({ default: 6, max: 100 }),
  }),
  witness: section({
    enabled: z.boolean({ error: wrongForm('true or false') }).default(true),
    background: z.boolean({ error: wrongForm('true or false') }).default(true),
    interval: duration({
      default: { seconds: 1 },
      min: { milliseconds: 100 },
      max: { hours: 1 },
    }),
  }),
  runs: section({
    gateTimeout: duration({
      default: { minutes: 5 },
      min: { seconds: 10 },
      max: { days: 1 },
    }),
    proposalTimeout: duration({
      default: { days: 1 },
      min: { seconds: 10 },
      max: { days: 30 },
    }),
    lease: duration({
      default: { seconds: 20 },
      min: { seconds: 5 },
      max: { minutes: 10 },
    }),
  }),
  changes: section({
    services: z
      .array(text('the subject of a service, such as plugin:scaffolder'), {
        error: wrongForm('a list of subjects, such as plugin:scaffolder'),
      })
      .default([]),
  }),
  approval: section({
    anotherPerson: z
      .boolean({ error: wrongForm('true or false') })
      .default(false),
  }),
  history: section({
    maxAge: duration({
      default: { days: 90 },
      min: { days: 1 },
      max: { days: 3650 },
    }),
    keepNewest: count({ default: 50, max: 10_000 }),
  }),
  remoteSecrets: section({
    tokenLifetime: duration({
      default: { hours: 720 },
      // The shortest that a Kubernetes API server issues.
      min: { minutes: 10 },
      max: { days: 3650 },
      unit: 'seconds',
    }),
  }),
  clusters: z
    .array(
      strict({
        name: text('the name of a cluster of the Kubernetes plugin'),
        apiServerUrl: text(API_SERVER_URL)
          .refine(isApiServerUrl, {
            // The value itself is left out: somebody may have put a password into it.
            error: problem('is not such a URL', API_SERVER_URL),
          })
          .transform(url => url.replace(/\/+$/, '')),
      }),
      { error: wrongForm('a list of { name, apiServerUrl }') },
    )
    .default([])
    .superRefine((clusters, context) => {
      const names = clusters.map(({ name }) => name);
      const twice = names.findIndex((name, at) => names.indexOf(name) < at);
      if (twice >= 0) {
        context.addIssue({
          code: 'custom',
          path: [twice, 'name'],
          message: problem(
            `'${names[twice]}' is listed twice`,
            'one entry for each cluster',
          ),
        });
      }
    }),
});

/**
 * Reads and checks the configuration. What is absent gets its default.
 *
 * @throws InputError with the key's full name, what is wrong with its value and what is allowed.
 */
export function readMeshFederationConfig(
  rootConfig: RootConfigService,
): MeshFederationConfig {
  const result = schema.safeParse(rootConfig.getOptional(ROOT));
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new InputError(`Invalid configuration: ${keyOf(path)}: ${message}`);
  }
  const { observation, witness, runs, history, remoteSecrets, clusters } =
    result.data;
  return {
    observation: {
      frequency: observation.schedule.frequency,
      clusterTimeoutMs: durationToMilliseconds(observation.clusterTimeout),
      callTimeoutMs: durationToMilliseconds(observation.callTimeout),
      concurrentClusters: observation.concurrentClusters,
      concurrentCallsPerCluster: observation.concurrentCallsPerCluster,
    },
    witness: {
      enabled: witness.enabled,
      background: witness.background,
      intervalMs: durationToMilliseconds(witness.interval),
    },
    changes: result.data.changes,
    approval: result.data.approval,
    history: {
      maxAgeMs: durationToMilliseconds(history.maxAge),
      keepNewest: history.keepNewest,
    },
    runs: {
      gateTimeoutMs: durationToMilliseconds(runs.gateTimeout),
      proposalTimeoutMs: durationToMilliseconds(runs.proposalTimeout),
      leaseMs: durationToMilliseconds(runs.lease),
    },
    tokenLifetimeSeconds:
      durationToMilliseconds(remoteSecrets.tokenLifetime) / 1000,
    apiServerUrls: Object.fromEntries(
      clusters.map(({ name, apiServerUrl }) => [name, apiServerUrl]),
    ),
  };
}

/** Without the section each of its keys has its default. */
function section<T extends z.ZodRawShape>(shape: T) {
  return strict(shape).prefault({} as never);
}

/** A key that is not known is a typing error, and would leave its default in silence. */
function strict<T extends z.ZodRawShape>(shape: T) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: ({ code, input, keys }) =>
      code === 'unrecognized_keys' && Array.isArray(keys)
        ? problem(
            `the key '${keys[0]}' is not known${meant(String(keys[0]), known)}`,
            known.join(', '),
          )
        : shownOf(input, 'has the wrong form', 'a section with keys'),
  });
}

function meant(key: string, known: readonly string[]): string {
  const [nearest] = known
    .map(name => ({ name, edits: editsBetween(key, name) }))
    .sort((a, b) => a.edits - b.edits);
  return nearest && nearest.edits <= Math.max(2, key.length / 3)
    ? `, perhaps '${nearest.name}' is meant`
    : '';
}

/** Levenshtein's distance, in which case does not count. */
function editsBetween(a: string, b: string): number {
  const other = b.toLowerCase();
  let row = [...other, ''].map((_, index) => index);
  [...a.toLowerCase()].forEach((sign, at) => {
    const next = [at + 1];
    [...other].forEach((letter, index) => {
      next.push(
        Math.min(
          next[index]! + 1,
          row[index + 1]! + 1,
          row[index]! + (letter === sign ? 0 : 1),
        ),
      );
    });
    row = next;
  });
  return row[row.length - 1]!;
}

/** As Backstage reads durations: a text such as `30s` or `PT30S`, or an object. */
function duration(limits: {
  readonly default: HumanDuration;
  readonly min: HumanDuration;
  /** Beyond some weeks a timer of Node ends at once; what takes longer is no timeout any more. */
  readonly max: HumanDuration;
  /** It has to be a whole number of these. */
  readonly unit?: 'milliseconds' | 'seconds';
}) {
  const { min, max, unit = 'milliseconds' } = limits;
  const allowed = `a duration of at least ${inWords(min)} and at most ${inWords(
    max,
  )} in whole ${unit}, such as '30s', 'PT30S' or { seconds: 30 }`;
  const one = durationToMilliseconds({ [unit]: 1 });
  return readAs({
    allowed,
    take: config => readDurationFromConfig(config, { key: 'value' }),
    fault: value => {
      const length = durationToMilliseconds(value);
      if (length < durationToMilliseconds(min)) {
        return 'is too short';
      }
      if (length > durationToMilliseconds(max)) {
        return 'is too long';
      }
      return length % one === 0 ? undefined : `is no whole number of ${unit}`;
    },
  }).prefault(limits.default);
}

/** As Backstage reads numbers: a text of digits, as from the environment, counts as well. */
function count(limits: { readonly default: number; readonly max: number }) {
  const allowed = `a whole number from 1 to ${limits.max}`;
  return readAs({
    allowed,
    take: config => config.getNumber('value'),
    fault: value =>
      Number.isInteger(value) && value >= 1 && value <= limits.max
        ? undefined
        : 'is out of range',
  }).prefault(limits.default);
}

function readAs<T>(options: {
  readonly allowed: string;
  readonly take: (config: ConfigReader) => T;
  /** What is wrong with a value of the right form. */
  readonly fault: (value: T) => string | undefined;
}) {
  const { allowed, take, fault } = options;
  return z.unknown().transform((value, context): T => {
    let what = 'has the wrong form';
    try {
      const taken = take(new ConfigReader({ value: value as JsonValue }));
      const found = fault(taken);
      if (found === undefined) {
        return taken;
      }
      what = found;
    } catch {
      // Said below.
    }
    context.addIssue(shownOf(value, what, allowed));
    return z.NEVER;
  });
}

function text(allowed: string) {
  return z
    .string({
      error: ({ input }) =>
        problem(input === undefined ? 'is missing' : 'is not a text', allowed),
    })
    .min(1, { error: problem('is not a text', allowed) });
}

function wrongForm(allowed: string) {
  return ({ input }: { readonly input?: unknown }) =>
    shownOf(input, 'has the wrong form', allowed);
}

function shownOf(value: unknown, what: string, allowed: string): string {
  return problem(`${JSON.stringify(value)} ${what}`, allowed);
}

function problem(what: string, allowed: string): string {
  return `${what}. Allowed: ${allowed}`;
}

/** `a.b[1].c` below the section of this plugin. */
function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    ROOT,
  );
}

function inWords(length: HumanDuration): string {
  return Object.entries(length)
    .map(([unit, amount]) => `${amount} ${unit}`)
    .join(' ');
}
