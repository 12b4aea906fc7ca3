import {
  type ServiceVerdict,
  compareStrings,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ServiceEntry } from './buildServiceList';

/** What of a list of Services is shown, and in which order. */
export interface ServiceSelection {
  /** Words that namespace, name or port contain, whatever the case. */
  readonly search: string;
  readonly verdict: ServiceVerdict | 'all';
  readonly order: 'worst' | 'name';
}

/** The entries that are asked for. Those given are sorted worst first. */
export function selectServices(
  entries: readonly ServiceEntry[],
  selection: ServiceSelection,
): readonly ServiceEntry[] {
  const { search, verdict, order } = selection;
  const words = search.toLocaleLowerCase('en-US').split(/\s+/).filter(Boolean);
  const found = entries.filter(entry => {
    const text = `${entry.service} ${entry.port}`.toLocaleLowerCase('en-US');
    return (
      (verdict === 'all' || entry.verdict === verdict) &&
      words.every(word => text.includes(word))
    );
  });
  return order === 'worst'
    ? found
    : found.sort(
        (a, b) =>
          compareStrings(a.service, b.service) ||
          a.item.port.number - b.item.port.number,
      );
}
