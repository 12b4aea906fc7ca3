import {
  FEDERATION_LABEL_VALUE,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  federationLabel,
} from './identifiers';

/**
 * Labels of every object that this plugin makes: whose it is, and which federations it serves.
 *
 * @public
 */
export function federationLabels(
  federations: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries([
    [MANAGED_BY_LABEL, MANAGED_BY_VALUE],
    ...[...federations]
      .sort()
      .map(name => [federationLabel(name), FEDERATION_LABEL_VALUE]),
  ]);
}
