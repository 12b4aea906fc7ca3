import type { ClusterState } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Stands for "the time of this observation". */
const THIS_OBSERVATION = '';

/**
 * The state without the times of its own observation, so that two observations that saw the same
 * are equal. Facts that are older than the observation keep their time.
 */
export function withoutTimes(state: ClusterState): ClusterState {
  return mapTimes(state, at => (at >= state.at ? THIS_OBSERVATION : at));
}

/** Puts the time when the observation began back wherever it was taken out. */
export function withTimes(state: ClusterState, at: string): ClusterState {
  return mapTimes(state, time => (time === THIS_OBSERVATION ? at : time));
}

/**
 * Sections whose contents have times of their own. The others, which are large, are not searched.
 */
const WITH_TIMES: ReadonlySet<string> = new Set([
  'apiServer',
  'controlPlanes',
  'trustStore',
  'remoteSecrets',
  'proxyRoots',
] satisfies readonly (keyof ClusterState)[]);

function mapTimes(
  state: ClusterState,
  mapTime: (at: string) => string,
): ClusterState {
  const section = ([key, value]: [string, unknown]) => [
    key,
    WITH_TIMES.has(key)
      ? mapObservedTimes(value, mapTime)
      : mapOwnTime(value, mapTime),
  ];
  const { configuration, at, ...sections } = state;
  return {
    ...(Object.fromEntries(
      Object.entries(sections).map(section),
    ) as typeof sections),
    configuration: Object.fromEntries(
      Object.entries(configuration).map(section),
    ) as unknown as ClusterState['configuration'],
    at: mapTime(at),
  };
}

/** The time of a section, and not those within it. */
function mapOwnTime(value: unknown, mapTime: (at: string) => string): unknown {
  return typeof value === 'object' && value !== null && isObserved(value)
    ? { ...value, at: mapTime(value.at) }
    : value;
}

/**
 * Only `at` of an `Observed` is a time; a label of a Service may have that name too. What holds no
 * time stays the same object, so that the state of one time shares its bulk with that of another.
 */
function mapObservedTimes(
  value: unknown,
  mapTime: (at: string) => string,
): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => mapObservedTimes(item, mapTime));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const mapped: Record<string, unknown> = {};
  let changed = false;
  for (const [key, item] of Object.entries(value)) {
    mapped[key] = mapObservedTimes(item, mapTime);
    changed ||= mapped[key] !== item;
  }
  if (isObserved(mapped)) {
    const at = mapTime(mapped.at);
    changed ||= at !== mapped.at;
    mapped.at = at;
  }
  return changed ? mapped : value;
}

function isObserved(value: object): value is { status: string; at: string } {
  return (
    'at' in value &&
    'status' in value &&
    typeof value.at === 'string' &&
    ((value.status === 'observed' && 'value' in value) ||
      (value.status === 'unknown' && 'reason' in value))
  );
}
