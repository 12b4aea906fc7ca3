import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { aMeshOfServices } from '@mesh-federation/fixtures';
import {
  ADMIN,
  allBut,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// The first test starts a backend.
jest.setTimeout(60_000);

const ORDERS = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-label-selector': 'app=orders' },
  },
  relations: [{ type: 'dependsOn', targetRef: 'component:default/other' }],
};

const OTHER = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'other',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-label-selector': 'app=only-west' },
  },
};

const SERVICE = { namespace: 'shop', name: 'orders' };

describe('actions', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ entities: [ORDERS, OTHER] });
    server.states.clear();
    for (const state of aMeshOfServices()) {
      server.states.set(state.cluster, state);
    }
  });

  function invoke(action: string, input: JsonObject, user = ADMIN) {
    return server.registry.invoke({
      id: `test:${action}`,
      input,
      credentials: mockCredentials.user(user),
    });
  }

  it('only read, or add what writes to no cluster', async () => {
    const { actions } = await server.registry.list();

    expect(
      actions.map(({ name, attributes }) => ({ name, ...attributes })),
    ).toEqual([
      ...['explain-reachability', 'list-entity-reach', 'get-cluster-trust'].map(
        name => ({
          name,
          readOnly: true,
          idempotent: true,
          destructive: false,
        }),
      ),
      {
        name: 'plan-join',
        readOnly: false,
        idempotent: false,
        destructive: false,
      },
      {
        name: 'request-approval',
        readOnly: false,
        idempotent: true,
        destructive: false,
      },
    ]);
  });

  it.each([
    ['a Service', { service: SERVICE }],
    ['an entity', { entityRef: 'component:default/orders' }],
    ['an entity without kind and namespace', { entityRef: 'orders' }],
  ])('explain why %s is reached', async (_, target) => {
    const { output } = await invoke('explain-reachability', {
      ...target,
      from: 'east',
      to: 'west',
      port: 80,
    });

    expect(output).toMatchObject({
      items: [
        {
          service: SERVICE,
          port: 80,
          verdict: 'reachable',
          path: 'gateway',
          security: 'mutual-tls',
          legs: [
            { leg: 'identity', status: 'satisfied' },
            { leg: 'discovery', status: 'satisfied' },
            { leg: 'naming', status: 'satisfied' },
            { leg: 'path', status: 'satisfied' },
            { leg: 'policy', status: 'satisfied' },
            { leg: 'traffic', status: 'satisfied' },
          ],
        },
      ],
      missing: [],
    });
  });

  it('list what an entity needs and reaches', async () => {
    const { output } = await invoke('list-entity-reach', {
      entityRef: 'component:default/orders',
    });

    expect(output).toMatchObject({
      entityRef: 'component:default/orders',
      needs: [{ entityRef: 'component:default/other', verdict: 'reachable' }],
      undeclared: [],
      undeclaredUnexamined: 0,
      undeclaredUnread: 0,
    });
  });

  it('tell the trust between two clusters in both directions', async () => {
    const { output } = await invoke('get-cluster-trust', {
      from: 'east',
      to: 'west',
    });

    expect(output).toMatchObject({
      trust: [
        { from: 'east', to: 'west', verdict: 'verified' },
        { from: 'west', to: 'east', verdict: 'verified' },
      ],
      discovery: [
        { in: 'east', for: 'west', verdict: 'synced' },
        { in: 'west', for: 'east', verdict: 'synced' },
      ],
    });
  });

  it.each([
    [
      'explain-reachability',
      { service: SERVICE, from: 'east', to: 'west' },
      'mesh-federation.topology.read',
    ],
    [
      'explain-reachability',
      { entityRef: 'component:default/orders', from: 'east', to: 'west' },
      'mesh-federation.entity.read',
    ],
    [
      'list-entity-reach',
      { entityRef: 'component:default/orders' },
      'mesh-federation.entity.read',
    ],
    [
      'get-cluster-trust',
      { from: 'east', to: 'west' },
      'mesh-federation.topology.read',
    ],
  ])('%s with %j needs %s', async (action, input, permission) => {
    await expect(invoke(action, input, allBut(permission))).rejects.toThrow(
      `Permission ${permission} is missing`,
    );
  });

  it.each([
    ['explain-reachability', { from: 'east', to: 'west' }, 'Give either'],
    [
      'explain-reachability',
      { service: SERVICE, entityRef: 'orders', from: 'east', to: 'west' },
      'Give either',
    ],
    [
      'explain-reachability',
      { service: SERVICE, from: 'nowhere', to: 'west' },
      "from: 'nowhere'",
    ],
    ['explain-reachability', { service: SERVICE, from: 'east' }, '"to"'],
    ['list-entity-reach', { entityRef: ':' }, 'entityRef'],
    ['list-entity-reach', { entityRef: 'nope' }, 'No entity'],
    ['get-cluster-trust', { from: 'east', to: 'nowhere' }, "to: 'nowhere'"],
    ['get-cluster-trust', { from: 'east', to: 'east' }, 'to: must be another'],
  ])('%s refuses %j', async (action, input, message) => {
    await expect(invoke(action, input)).rejects.toThrow(message);
  });
});
