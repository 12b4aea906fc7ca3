import type { Clock } from './Clock';
import type { Connect } from './createConnect';
import type { PageLinks } from './createPageLinks';

/** What the actions work with. */
export interface ActionTools {
  readonly connect: Connect;
  readonly links: PageLinks;
  readonly clock: Clock;
}
