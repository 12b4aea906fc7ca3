/** A token that ends within 7 days is reported and renewed. */
export const RENEW_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;
