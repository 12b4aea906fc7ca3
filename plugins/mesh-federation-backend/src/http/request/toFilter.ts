import type { EntityReachabilityFilter } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * The query as the generated types have it: the generator takes `from` for a reserved word, the
 * request does not.
 */
type ReachabilityQueryParameters = Omit<EntityReachabilityFilter, 'from'> & {
  readonly _from?: string;
};

/**
 * The filter in a request that was checked against the OpenAPI document, which also has turned
 * numbers into numbers.
 */
export function toFilter(
  query: ReachabilityQueryParameters,
): EntityReachabilityFilter {
  return query as EntityReachabilityFilter;
}
