/**
 * A token that ends within 7 days is reported and renewed.
 *
 * @public
 */
export const RENEW_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * A root that ends within 30 days is reported.
 *
 * @public
 */
export const ROOT_ENDS_SOON_MS = 30 * 24 * 60 * 60 * 1000;
