/**
 * Of a federation: a DNS-1123 label, because the name becomes part of a label key in the clusters.
 *
 * @public
 */
export const FEDERATION_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Whether a federation can be called so.
 *
 * @public
 */
export function isFederationName(name: string): boolean {
  return FEDERATION_NAME.test(name);
}
