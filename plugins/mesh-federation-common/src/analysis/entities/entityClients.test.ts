import {
  aMeshOfServices,
  aPod,
  withMorePods,
  withPods,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { entityClients } from './entityClients';
import { matchEntity } from './matchEntity';

/** The entity that selects `app=<app>`. */
function clientsOf(
  app: string,
  states: MeshStates,
  annotations: Readonly<Record<string, string>> = {},
) {
  const entity = {
    kind: 'Component',
    metadata: {
      name: app,
      annotations: {
        'backstage.io/kubernetes-label-selector': `app=${app}`,
        ...annotations,
      },
    },
  };
  const { presence } = matchEntity(
    entity,
    states.map(state => ({ state })),
  );
  return entityClients(entity, presence, states);
}

describe('entityClients', () => {
  it('are the workloads of the Pods that the entity selects, in each cluster', () => {
    expect(clientsOf('orders', aMeshOfServices())).toEqual(
      ['east', 'west'].map(cluster => ({
        cluster,
        clients: [{ cluster, namespace: 'shop', workload: 'orders' }],
      })),
    );
  });

  it('are those of an entity without a Service as well', () => {
    expect(clientsOf('client', aMeshOfServices())[0]?.clients).toEqual([
      { cluster: 'east', namespace: 'shop', workload: 'client' },
    ]);
  });

  it('are the workloads behind its Services when it selects no Pod', () => {
    const states = withPods(aMeshOfServices(), 'west', 'only-west', pod => ({
      ...pod,
      labels: { ...pod.labels, app: 'only-west' },
      workload: { kind: 'Deployment', name: 'behind' },
    })).map(state =>
      state.services.status === 'observed'
        ? {
            ...state,
            services: {
              ...state.services,
              value: state.services.value.map(service => ({
                ...service,
                labels: { part: service.name },
              })),
            },
          }
        : state,
    );

    expect(
      clientsOf('only-west', states, {
        'backstage.io/kubernetes-label-selector': 'part=only-west',
      }).find(({ cluster }) => cluster === 'west')?.clients,
    ).toEqual([{ cluster: 'west', namespace: 'shop', workload: 'behind' }]);
  });

  it('are the namespaces of its Services when its Pods are unknown', () => {
    const states = withUnknown(aMeshOfServices(), 'east', 'pods');

    expect(clientsOf('orders', states)[0]?.clients).toEqual([
      { cluster: 'east', namespace: 'shop' },
    ]);
  });

  it('are the namespaces of an entity of very many workloads', () => {
    const more = Array.from({ length: 6 }, (_, number) =>
      aPod('orders', 'east', {
        name: `job-${number}`,
        workload: { kind: 'Pod', name: `job-${number}` },
      }),
    );
    const states = withMorePods(aMeshOfServices(), 'east', more);

    expect(clientsOf('orders', states)[0]?.clients).toEqual([
      { cluster: 'east', namespace: 'shop' },
    ]);
  });

  it.each([
    ['backstage.io/kubernetes-cluster', 'west', ['west']],
    ['backstage.io/kubernetes-namespace', 'elsewhere', []],
  ])('are narrowed by %s', (annotation, value, clusters) => {
    expect(
      clientsOf('orders', aMeshOfServices(), { [annotation]: value }).map(
        ({ cluster }) => cluster,
      ),
    ).toEqual(clusters);
  });

  it('are nobody where the entity does not run', () => {
    expect(clientsOf('nothing', aMeshOfServices())).toEqual([]);
  });
});
