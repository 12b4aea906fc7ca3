import type { EntityPresence } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** So many Services of a cluster are named. */
const MAX_NAMED = 100;

/** Where an entity is, with as many of its Services as can be read. */
export function shownPresence(
  presence: readonly EntityPresence[],
): readonly EntityPresence[] {
  return presence.map(item =>
    item.services.length <= MAX_NAMED
      ? item
      : {
          ...item,
          services: item.services.slice(0, MAX_NAMED),
          unnamed: item.services.length - MAX_NAMED,
        },
  );
}
