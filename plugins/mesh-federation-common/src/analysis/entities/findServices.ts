import type { EntityReachabilityFilter } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import type { SurveyedService } from './surveyServices';

/**
 * The Services that somebody looks for, in the order that is asked for. Those given are sorted
 * worst first.
 *
 * @alpha
 */
export function findServices(
  services: readonly SurveyedService[],
  filter: Pick<EntityReachabilityFilter, 'search' | 'verdict' | 'order'>,
): readonly SurveyedService[] {
  const { search = '', verdict, order } = filter;
  const words = lowerCase(search).split(/\s+/).filter(Boolean);
  const found = services.filter(({ service, ports }) =>
    ports.some(
      item =>
        (verdict === undefined || item.verdict === verdict) &&
        contains(
          `${service.namespace}/${service.name} ${item.port.number} ${
            item.port.name ?? ''
          }`,
          words,
        ),
    ),
  );
  return order === 'name'
    ? found.sort((a, b) => compareStrings(nameOf(a), nameOf(b)))
    : found;
}

function nameOf({ service: { namespace, name } }: SurveyedService): string {
  return `${namespace}/${name}`;
}

function contains(text: string, words: readonly string[]): boolean {
  const lower = lowerCase(text);
  return words.every(word => lower.includes(word));
}

function lowerCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
