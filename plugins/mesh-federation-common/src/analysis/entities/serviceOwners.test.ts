import {
  aMeshOfServices,
  withService,
  withUnknown,
} from '@mesh-federation/fixtures';
import { serviceOwners } from './serviceOwners';

function anEntity(name: string, annotations: Record<string, string>) {
  return {
    entityRef: `component:default/${name}`,
    entity: { kind: 'Component', metadata: { name, annotations } },
  };
}

const ORDERS = anEntity('orders', { 'backstage.io/kubernetes-id': 'orders' });
const ALL = anEntity('all', {
  'backstage.io/kubernetes-label-selector': 'app',
  'backstage.io/kubernetes-cluster': 'west',
});

const states = withService(aMeshOfServices(), 'east', 'orders', {
  labels: { app: 'orders', 'backstage.io/kubernetes-id': 'orders' },
});

describe('serviceOwners', () => {
  it('says for each Service which entities match it in any cluster', () => {
    expect(serviceOwners([ORDERS, ALL], states).owned).toEqual([
      {
        service: { namespace: 'shop', name: 'only-west' },
        owners: ['component:default/all'],
      },
      {
        service: { namespace: 'shop', name: 'orders' },
        owners: ['component:default/all', 'component:default/orders'],
      },
    ]);
  });

  it('says nothing of a cluster whose Services are unknown', () => {
    expect(
      serviceOwners([ALL], withUnknown(states, 'west', 'services')),
    ).toEqual({ owned: [], unread: [] });
  });

  it('says of whom it cannot read what belongs to them, and where', () => {
    const selector = { 'backstage.io/kubernetes-label-selector': 'app in (' };
    const broken = anEntity('broken', selector);
    const elsewhere = anEntity('elsewhere', {
      ...selector,
      'backstage.io/kubernetes-cluster': 'north',
    });

    const { owned, unread } = serviceOwners(
      [elsewhere, broken, ORDERS],
      states,
    );

    expect(owned.map(({ service }) => service.name)).toEqual(['orders']);
    expect(unread).toEqual(['component:default/broken']);
  });
});
