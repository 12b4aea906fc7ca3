import type { Federation } from '../../model';

/** The federation as it is meant now, even if the list has an older copy of it or none. */
export function withFederation(
  federations: readonly Federation[],
  federation: Federation,
): readonly Federation[] {
  return [
    ...federations.filter(({ name }) => name !== federation.name),
    federation,
  ];
}
