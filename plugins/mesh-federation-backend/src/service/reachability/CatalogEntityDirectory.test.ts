import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { fromSharedJson } from '../judging/known/sharedJson';
import { CatalogEntityDirectory } from './CatalogEntityDirectory';

function anEntity(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    relations: [
      { type: 'apiProvidedBy', targetRef: 'component:default/b' },
      { type: 'apiProvidedBy', targetRef: 'component:default/a' },
      { type: 'ownedBy', targetRef: 'group:default/team' },
    ],
  };
}

const ENTITIES = [
  anEntity('Component', 'a', { 'backstage.io/kubernetes-id': 'a' }),
  anEntity('Component', 'b', {
    'backstage.io/kubernetes-label-selector': 'app=b',
  }),
  anEntity('Component', 'c'),
  anEntity('API', 'd'),
];

function setUp() {
  const catalog = catalogServiceMock({ entities: ENTITIES });
  const streamEntities = jest.spyOn(catalog, 'streamEntities');
  const clock = { now: new Date('2026-06-01T00:00:00.000Z') };
  const directory = new CatalogEntityDirectory({
    auth: mockServices.auth(),
    catalog,
    logger: mockServices.logger.mock(),
    now: () => clock.now,
  });
  const wait = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000);
  };
  return { streamEntities, directory, wait };
}

/** Lets a reading come to its end that nobody waits for. */
function settle() {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

describe('CatalogEntityDirectory', () => {
  it('reads entities with Kubernetes annotations, their owners, and who provides an API, as the plugin itself', async () => {
    const { directory, streamEntities } = setUp();

    const { shared, owners, providers } = await directory.read();
    const entities = fromSharedJson(shared.entities);

    expect(entities.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/a',
      'component:default/b',
    ]);
    expect(owners.get('component:default/a')).toEqual(['group:default/team']);
    expect(providers.get('api:default/d')).toEqual([
      'component:default/a',
      'component:default/b',
    ]);
    expect(streamEntities.mock.calls[0]?.[1]).toMatchObject({
      credentials: { principal: { type: 'service' } },
    });
  });

  it('reads once for all who ask within a minute', async () => {
    const { directory, streamEntities, wait } = setUp();

    const [first, second] = await Promise.all([
      directory.read(),
      directory.read(),
    ]);
    wait(59);
    const third = await directory.read();

    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(streamEntities).toHaveBeenCalledTimes(1);
  });

  it('gives what it has after a minute and reads anew meanwhile', async () => {
    const { directory, wait } = setUp();
    const first = await directory.read();
    wait(60);

    expect(await directory.read()).toBe(first);
    await settle();
    expect((await directory.read()).shared.version).toBe(
      first.shared.version + 1,
    );
  });

  it('keeps what it has while the catalog does not answer', async () => {
    const { directory, streamEntities, wait } = setUp();
    const first = await directory.read();
    wait(60);
    streamEntities.mockImplementationOnce(() => {
      throw new Error('no answer');
    });

    expect(await directory.read()).toBe(first);
    await settle();
    expect(await directory.read()).toBe(first);
  });

  it('fails when it never had anything, and tries again', async () => {
    const { directory, streamEntities } = setUp();
    streamEntities.mockImplementationOnce(() => {
      throw new Error('no answer');
    });

    await expect(directory.read()).rejects.toThrow('no answer');
    const { shared } = await directory.read();
    expect(fromSharedJson(shared.entities)).toHaveLength(2);
  });
});
