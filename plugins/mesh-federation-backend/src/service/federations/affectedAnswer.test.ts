import type { Entity } from '@backstage/catalog-model';
import {
  aFederation,
  aMeshOfServices,
  NOW,
  withService,
} from '@mesh-federation/fixtures';
import { packForTest } from '../../__testUtils__/packForTest';
import { toSharedJson } from '../judging/known/sharedJson';
import { toMatchable } from '../judging/reachability/EntityQuestion';
import { judgeHere } from '../judging/threads/ThreadedJudging';
import { affectedAnswer } from './affectedAnswer';

const REF = 'component:default/only-west';
const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'only-west',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'only-west' },
  },
};

function answer(visible: readonly string[]) {
  const federation = aFederation(['east', 'west']);
  const states = withService(aMeshOfServices(), 'west', 'only-west', {
    labels: { 'backstage.io/kubernetes-id': 'only-west' },
  });
  return affectedAnswer({
    judging: judgeHere(),
    federation,
    knowledge: {
      inventory: { clusters: [], findings: [] },
      clusters: states.map(state => packForTest({ state })),
      federations: [federation],
      contradictions: [],
      now: NOW,
    },
    snapshot: {
      shared: {
        version: 1,
        entities: toSharedJson([
          { entityRef: REF, entity: toMatchable(ENTITY) },
          {
            entityRef: 'component:default/broken',
            entity: toMatchable({
              ...ENTITY,
              metadata: {
                name: 'broken',
                annotations: {
                  'backstage.io/kubernetes-label-selector': 'app in (',
                },
              },
            }),
          },
        ]),
      },
      owners: new Map([[REF, ['group:default/shop']]]),
      providers: new Map(),
    },
    readEntities: async refs =>
      new Map(
        refs
          .filter(ref => visible.includes(ref))
          .map(ref => [ref, ENTITY] as const),
      ),
  });
}

describe('affectedAnswer', () => {
  it('names the entity of a Service and who owns it', async () => {
    expect((await answer([REF])).services).toEqual([
      {
        service: { namespace: 'shop', name: 'only-west' },
        clusters: ['west'],
        entities: [{ entityRef: REF, owners: ['group:default/shop'] }],
      },
    ]);
  });

  it('names no entity that the caller may not see', async () => {
    expect((await answer([])).services).toMatchObject([{ entities: [] }]);
  });

  it('says that an entity cannot be read to which all of it may belong', async () => {
    expect(await answer([])).toMatchObject({ unreadEntities: 1 });
  });
});
