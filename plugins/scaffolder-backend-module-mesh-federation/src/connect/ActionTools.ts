import type { PageLinks } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Clock } from './Clock';
import type { Connect } from './createConnect';

/** What the actions work with. */
export interface ActionTools {
  readonly connect: Connect;
  readonly links: PageLinks;
  readonly clock: Clock;
}
