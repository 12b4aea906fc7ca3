import type {
  ClusterOverview,
  EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../ui/status/Tone';

/**
 * How a gateway is painted. What was known of a cluster that does not answer is not green any more.
 */
export function gatewayTone(
  { stale }: Pick<ClusterOverview, 'stale'>,
  { programmed }: Pick<EastWestGateway, 'programmed'>,
): Tone {
  if (stale) {
    return 'unknown';
  }
  return programmed ? 'success' : 'warning';
}
