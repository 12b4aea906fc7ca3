import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation, NOW } from '@mesh-federation/fixtures';

export const DIGEST = 'd'.repeat(64);

/** The plan `p1`, ready, by which east trusts the roots of west. */
export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    id: 'p1',
    federation: aFederation(['east', 'west'], { name: 'shop' }),
    request: { kind: 'join' },
    status: 'ready',
    createdAt: NOW,
    createdBy: 'user:default/guest',
    basedOn: [{ cluster: 'east', at: NOW }],
    steps: [
      {
        step: {
          id: 'network:east',
          cluster: 'east',
          dependsOn: [],
          type: 'network',
          network: 'net-east',
          before: '',
        },
        title: 'Name the network of east',
        disruption: 'istiod rolls once',
        objects: [],
      },
    ],
    findings: [],
    intent: 'i'.repeat(64),
    digest: DIGEST,
    ...overrides,
  };
}

/** What the backend answers where nobody is affected. */
export const NOBODY_AFFECTED = {
  workloads: [],
  services: [],
  omitted: { workloads: 0, services: 0 },
  unknown: [],
  unreadEntities: 0,
};
