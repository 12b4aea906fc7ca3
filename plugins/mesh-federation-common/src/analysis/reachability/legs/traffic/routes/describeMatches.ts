import type { RequestCondition, RouteMatch } from '../../../../../model';
import { compareStrings } from '../../../../../model/basics/compareStrings';

const WORDS: Readonly<Record<RequestCondition['field'], string>> = {
  uri: 'path',
  method: 'method',
  scheme: 'scheme',
  authority: 'authority',
  headers: 'header',
  withoutHeaders: 'without header',
  queryParams: 'query parameter',
  sniHosts: 'SNI',
  destinationSubnets: 'destination',
};

/**
 * The alternatives of a route in a sentence, for example `path prefix /a and header x, or path /b`.
 */
export function describeMatches(matches: readonly RouteMatch[]): string {
  return [...new Set(matches.map(describeMatch))]
    .sort(compareStrings)
    .join(', or ');
}

function describeMatch({
  port,
  sourceNamespace,
  sourceLabels,
  request,
}: RouteMatch): string {
  return [
    ...(sourceNamespace === undefined
      ? []
      : [`source namespace ${sourceNamespace}`]),
    ...Object.entries(sourceLabels ?? {}).map(
      ([name, value]) => `source label ${name}=${value}`,
    ),
    ...(port === undefined ? [] : [`port ${port}`]),
    ...request.map(
      condition => `${WORDS[condition.field]} ${askedFor(condition)}`,
    ),
  ].join(' and ');
}

function askedFor(condition: RequestCondition): string {
  if ('name' in condition) {
    return condition.name;
  }
  if ('values' in condition) {
    return condition.values.join(' or ');
  }
  const { by, value } = condition;
  return by === 'exact' ? value : `${by} ${value}`;
}
