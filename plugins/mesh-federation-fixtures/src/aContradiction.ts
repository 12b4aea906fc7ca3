import {
  finding,
  type WitnessContradiction,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from './times';

/** istiod of east gives client shop/client no endpoint of shop/orders in west. */
export function aContradiction(
  overrides: Partial<WitnessContradiction> = {},
): WitnessContradiction {
  return {
    client: { cluster: 'east', namespace: 'shop', workload: 'client' },
    provider: 'west',
    service: { namespace: 'shop', name: 'orders' },
    port: 80,
    verdict: 'reachable',
    summary: 'Requests go there.',
    finding: finding('MF6201', {
      cluster: 'east',
      message: 'Nothing goes there.',
      params: { pod: 'client-1', namespace: 'shop' },
    }),
    at: NOW,
    ...overrides,
  };
}
