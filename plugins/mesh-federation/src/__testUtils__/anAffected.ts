import type {
  AffectedByFederation,
  AffectedEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

const ORDERS: AffectedEntity = {
  entityRef: 'component:default/orders',
  owners: ['group:default/shop'],
};

/**
 * One workload of east is cut off until it is restarted; one Service runs in west alone, another
 * one, of nobody, in east alone.
 */
export function anAffected(
  overrides: Partial<AffectedByFederation> = {},
): AffectedByFederation {
  return {
    workloads: [
      {
        cluster: 'east',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        proxies: 2,
        services: [{ namespace: 'shop', name: 'orders' }],
        entities: [ORDERS],
      },
    ],
    services: [
      {
        service: { namespace: 'shop', name: 'orders' },
        clusters: ['west'],
        entities: [ORDERS],
      },
      {
        service: { namespace: 'tools', name: 'mailer' },
        clusters: ['east'],
        entities: [],
      },
    ],
    omitted: { workloads: 0, services: 0 },
    unknown: [],
    unreadEntities: 0,
    ...overrides,
  };
}
