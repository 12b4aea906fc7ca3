import {
  headlineOf,
  isOpen,
  serviceVerdict,
  type ClientHeadline,
  type Headline,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../../ui/status/Tone';
import { clientTones } from '../verdict/reachabilityTones';

/** From one client cluster: how it reaches what it reaches worst, and the cell that says why. */
export type ClientSummary = ClientHeadline<ServiceReachability>;

/** How the open connections are protected. `mixed`: some are plaintext. */
export type OpenSecurity = 'mutual-tls' | 'plaintext' | 'mixed' | 'unknown';

/** What there is to say about some Services and ports. */
export interface ReachabilitySummary extends Headline<ServiceReachability> {
  readonly tone: Tone;
  /**
   * Of everything that is reached when there is one Service; when there are several, of those that
   * are reachable from every cluster without condition.
   */
  readonly security: OpenSecurity;
}

function securityOf(items: readonly ServiceReachability[]): OpenSecurity {
  const kinds = new Set(
    items
      .flatMap(item => item.cells)
      .filter(isOpen)
      .map(cell => cell.security.kind),
  );
  const [kind] = kinds;
  if (kinds.size === 1 && (kind === 'mutual-tls' || kind === 'plaintext')) {
    return kind;
  }
  return kinds.has('plaintext') ? 'mixed' : 'unknown';
}

/**
 * Sums up from which clusters Services and ports are reachable, and why not from each of the
 * others.
 */
export function summarizeReachability(
  items: readonly ServiceReachability[],
): ReachabilitySummary {
  const headline = headlineOf(items);
  const [worst] = headline.clients;
  const good = items.filter(item => serviceVerdict(item) === 'reachable');
  return {
    ...headline,
    tone: worst ? clientTones[worst.state] : 'neutral',
    security: securityOf(items.length > 1 ? good : items),
  };
}
