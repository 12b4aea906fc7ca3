import { coerce, gte, satisfies } from 'semver';

/**
 * Whether a version of Istio is at least another, by numbers alone: an alpha of a release counts as
 * the release. Undefined when it is not known.
 */
export function isAtLeast(
  version: string | undefined,
  minimum: string,
): boolean | undefined {
  const known = coerce(version);
  return known === null ? undefined : gte(known, minimum);
}

/** Whether a version of Istio is known to be in a range of semver, by numbers alone. */
export function isInRange(version: string | undefined, range: string): boolean {
  const known = coerce(version);
  return known !== null && satisfies(known, range);
}
