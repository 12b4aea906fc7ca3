// DNS-1123 label, because the name becomes part of a label key in the clusters.
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a federation can be called so. */
export function isFederationName(name: string): boolean {
  return NAME.test(name);
}
