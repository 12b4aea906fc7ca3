import type { Pod, Service } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import type { ClusterIndex } from './ClusterIndex';
import { remembered } from '../../remembered';
import { selects } from '../../labelSelectors';

/**
 * Services of a namespace by the first label of their selector, or by `''` where the selector is
 * empty.
 */
type ByLabel = Map<string, Map<string, readonly Service[]>>;

const byNamespace = remembered(
  ({ state: { services } }: ClusterIndex): ReadonlyMap<string, ByLabel> => {
    const all = new Map<string, ByLabel>();
    for (const service of services.status === 'observed'
      ? services.value
      : []) {
      const { namespace, selector } = service;
      if (selector !== undefined) {
        const [label = ''] = Object.keys(selector);
        let byLabel = all.get(namespace);
        if (byLabel === undefined) {
          byLabel = new Map();
          all.set(namespace, byLabel);
        }
        let byValue = byLabel.get(label);
        if (byValue === undefined) {
          byValue = new Map();
          byLabel.set(label, byValue);
        }
        const value = selector[label] ?? '';
        const known = byValue.get(value);
        byValue.set(
          value,
          known === undefined ? [service] : [...known, service],
        );
      }
    }
    return all;
  },
);

/**
 * Services that select a Pod, the oldest first, then by name; without looking at all of its
 * namespace. None when Services are unknown. Source: istio/istio pilot/pkg/model/context.go
 * SetServiceTargets.
 */
export function selectingServices(
  index: ClusterIndex,
  { namespace, labels }: Pod,
): readonly Service[] {
  let found: readonly Service[] = [];
  for (const [label, byValue] of byNamespace(index).get(namespace) ?? []) {
    const services = byValue.get(label === '' ? '' : labels[label] ?? '');
    const selecting = services?.filter(({ selector }) =>
      selects(selector, labels),
    );
    if (selecting !== undefined && selecting.length > 0) {
      found = found.length === 0 ? selecting : [...found, ...selecting];
    }
  }
  return found.length < 2
    ? found
    : [...found].sort(
        (a, b) =>
          compareStrings(a.createdAt ?? '', b.createdAt ?? '') ||
          compareStrings(a.name, b.name),
      );
}
