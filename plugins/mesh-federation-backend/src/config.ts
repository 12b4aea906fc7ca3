import type { RootConfigService } from '@backstage/backend-plugin-api';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

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
  readonly runs: {
    /** How long a gate waits before the run fails with what it waited for; default 5 minutes. */
    readonly gateTimeoutMs: number;
    /** A worker that has not been heard of for this long has lost its run; default 20 seconds. */
    readonly leaseMs: number;
  };
  /** Lifetime asked for the token of a remote secret; default 720 hours. */
  readonly tokenLifetimeSeconds: number;
  /** URL of a cluster's API server as the other clusters see it, by cluster name. */
  readonly apiServerUrls: Readonly<Record<string, string>>;
}

const ROOT = 'meshFederation';

/**
 * Reads and checks the configuration. What is absent gets its default.
 *
 * @throws InputError with the key's full name, what is wrong with its value and what is allowed.
 */
export function readMeshFederationConfig(
  rootConfig: RootConfigService,
): MeshFederationConfig {
  const config = optionalSection(rootConfig, ROOT);
  return {
    observation: {
      frequency: readDuration(config, 'observation.schedule.frequency', {
        default: { minutes: 1 },
        min: { seconds: 10 },
      }),
      clusterTimeoutMs: durationToMilliseconds(
        readDuration(config, 'observation.clusterTimeout', {
          default: { seconds: 30 },
          min: { seconds: 1 },
        }),
      ),
      callTimeoutMs: durationToMilliseconds(
        readDuration(config, 'observation.callTimeout', {
          default: { seconds: 10 },
          min: { seconds: 1 },
        }),
      ),
      concurrentClusters: readCount(config, 'observation.concurrentClusters', {
        default: 8,
        max: 100,
      }),
      concurrentCallsPerCluster: readCount(
        config,
        'observation.concurrentCallsPerCluster',
        { default: 6, max: 100 },
      ),
    },
    runs: {
      gateTimeoutMs: durationToMilliseconds(
        readDuration(config, 'runs.gateTimeout', {
          default: { minutes: 5 },
          min: { seconds: 10 },
        }),
      ),
      leaseMs: durationToMilliseconds(
        readDuration(config, 'runs.lease', {
          default: { seconds: 20 },
          min: { seconds: 5 },
        }),
      ),
    },
    tokenLifetimeSeconds:
      durationToMilliseconds(
        readDuration(config, 'remoteSecrets.tokenLifetime', {
          default: { hours: 720 },
          // The shortest that a Kubernetes API server issues.
          min: { minutes: 10 },
        }),
      ) / 1000,
    apiServerUrls: readApiServerUrls(config),
  };
}

function readDuration(
  config: Config | undefined,
  key: string,
  limits: { readonly default: HumanDuration; readonly min: HumanDuration },
): HumanDuration {
  const value = optionalValue(config, key);
  if (value === undefined) {
    return limits.default;
  }
  const allowed = `a duration of at least ${inWords(
    limits.min,
  )}, such as '30s', 'PT30S' or { seconds: 30 }`;
  const duration = attempt(`${ROOT}.${key}`, value, allowed, () =>
    readDurationFromConfig(config!, { key }),
  );
  if (durationToMilliseconds(duration) < durationToMilliseconds(limits.min)) {
    throw wrong(
      `${ROOT}.${key}`,
      `${JSON.stringify(value)} is too short`,
      allowed,
    );
  }
  return duration;
}

function readCount(
  config: Config | undefined,
  key: string,
  limits: { readonly default: number; readonly max: number },
): number {
  const value = optionalValue(config, key);
  if (value === undefined) {
    return limits.default;
  }
  const allowed = `a whole number from 1 to ${limits.max}`;
  const count = attempt(`${ROOT}.${key}`, value, allowed, () =>
    config!.getNumber(key),
  );
  if (!Number.isInteger(count) || count < 1 || count > limits.max) {
    throw wrong(
      `${ROOT}.${key}`,
      `${JSON.stringify(value)} is out of range`,
      allowed,
    );
  }
  return count;
}

function readApiServerUrls(
  config: Config | undefined,
): Readonly<Record<string, string>> {
  const value = optionalValue(config, 'clusters');
  if (value === undefined) {
    return {};
  }
  const clusters = attempt(
    `${ROOT}.clusters`,
    value,
    'a list of { name, apiServerUrl }',
    () => config!.getConfigArray('clusters'),
  );
  const urls: Record<string, string> = {};
  for (const [index, cluster] of clusters.entries()) {
    const key = `${ROOT}.clusters[${index}]`;
    const name = readText(
      cluster,
      'name',
      key,
      'the name of a cluster of the Kubernetes plugin',
    );
    if (Object.hasOwn(urls, name)) {
      throw wrong(
        `${key}.name`,
        `'${name}' is listed twice`,
        'one entry for each cluster',
      );
    }
    urls[name] = readHttpsUrl(cluster, key);
  }
  return urls;
}

function readHttpsUrl(cluster: Config, key: string): string {
  const allowed =
    'an https URL without user, query or fragment, such as https://10.0.0.1:6443';
  const text = readText(cluster, 'apiServerUrl', key, allowed);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    url.protocol !== 'https:' ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    // The value itself is left out: somebody may have put a password into it.
    throw wrong(`${key}.apiServerUrl`, 'is not such a URL', allowed);
  }
  return text.replace(/\/+$/, '');
}

function readText(
  config: Config,
  field: string,
  parent: string,
  allowed: string,
): string {
  const key = `${parent}.${field}`;
  if (config.getOptional(field) === undefined) {
    throw wrong(key, 'is missing', allowed);
  }
  try {
    return config.getString(field);
  } catch {
    throw wrong(key, 'is not a text', allowed);
  }
}

function optionalSection(config: Config, key: string): Config | undefined {
  const value = config.getOptional(key);
  if (value === undefined) {
    return undefined;
  }
  requireSection(key, value);
  return config.getConfig(key);
}

/** The value of a key; every section above it has to be one. */
function optionalValue(config: Config | undefined, key: string): unknown {
  const names = key.split('.');
  for (let depth = 1; depth < names.length; depth++) {
    const section = names.slice(0, depth).join('.');
    const value = config?.getOptional(section);
    if (value === undefined) {
      return undefined;
    }
    requireSection(`${ROOT}.${section}`, value);
  }
  return config?.getOptional(key);
}

function requireSection(key: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(
      key,
      `${JSON.stringify(value)} has the wrong form`,
      'a section with keys',
    );
  }
}

function attempt<T>(
  key: string,
  value: unknown,
  allowed: string,
  read: () => T,
): T {
  try {
    return read();
  } catch {
    throw wrong(key, `${JSON.stringify(value)} has the wrong form`, allowed);
  }
}

function wrong(key: string, problem: string, allowed: string): InputError {
  return new InputError(
    `Invalid configuration: ${key}: ${problem}. Allowed: ${allowed}`,
  );
}

function inWords(duration: HumanDuration): string {
  return Object.entries(duration)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(' ');
}
