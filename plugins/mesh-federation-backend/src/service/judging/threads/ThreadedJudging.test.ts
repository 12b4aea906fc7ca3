import {
  aMeshOfServices,
  anInventory,
  NOW,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { unobservedState } from '../../../observation/cluster/unobservedState';
import { issuerOf } from '../../../observation/tokens/TokenIssuer';
import { packForTest } from '../../../__testUtils__/packForTest';
import type { Judging } from './Judging';
import type { PackedKnowledge } from '../known/PackedKnowledge';
import { toSharedJson } from '../known/sharedJson';
import { judgeHere, ThreadedJudging } from './ThreadedJudging';

// A thread loads the sources anew.
jest.setTimeout(120_000);

const ENTITY = {
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'backstage.io/kubernetes-label-selector': 'app=orders' },
  },
};

const OPTIONS = {
  entity: ENTITY,
  filter: {},
  declared: ['component:default/orders'],
  directory: {
    version: 1,
    entities: toSharedJson([
      { entityRef: 'component:default/orders', entity: ENTITY },
      {
        entityRef: 'component:default/only-west',
        entity: {
          kind: 'Component',
          metadata: {
            name: 'only-west',
            annotations: {
              'backstage.io/kubernetes-label-selector': 'app=only-west',
            },
          },
        },
      },
    ]),
  },
};

function knowledge(states: MeshStates): PackedKnowledge {
  return {
    inventory: anInventory(['east', 'west']),
    clusters: states.map(state => packForTest({ state })),
    federations: [],
    contradictions: [],
    now: NOW,
  };
}

describe('ThreadedJudging', () => {
  let judging: Judging;

  beforeAll(() => {
    judging = new ThreadedJudging({
      // Threads of Node do not have Jest's transformations.
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    });
  });

  afterAll(() => judging.close());

  it('answers as the analysis does in the thread that asks', async () => {
    const known = knowledge(aMeshOfServices());

    const answer = await judging.ask('entityReach', known, OPTIONS);

    expect(answer).toEqual(
      await judgeHere().ask('entityReach', known, OPTIONS),
    );
    expect(answer).toMatchObject({
      matchedBy: 'label-selector',
      survey: { services: 1, unexamined: 0 },
      candidates: [
        {
          service: { namespace: 'shop', name: 'only-west' },
          owners: ['component:default/only-west'],
        },
      ],
    });
  });

  it('follows what is observed anew', async () => {
    const before = aMeshOfServices();
    const after = aMeshOfServices(['east']);

    const first = await judging.ask('overviews', knowledge(before), {});
    const second = await judging.ask('entityReach', knowledge(after), OPTIONS);

    expect(first).toHaveLength(2);
    expect(second.presence.map(({ cluster }) => cluster)).toEqual(['east']);
  });

  it('packs what is stored of a cluster that went silent, with what was known of it', async () => {
    const [east, west] = aMeshOfServices();
    const reason = { kind: 'timeout', message: 'no answer' } as const;
    const state = unobservedState({ cluster: 'east', at: NOW, reason });

    const first = await judging.ask('silence', knowledge([east, west]), {
      state,
    });
    const second = await judging.ask(
      'silence',
      { ...knowledge([west]), clusters: [first, packForTest({ state: west })] },
      { state },
    );
    const found = await judging.ask(
      'issuers',
      { ...knowledge([west]), clusters: [second] },
      {},
    );

    expect(second).toMatchObject({ cluster: 'east', digest: first.digest });
    expect(found).toEqual([issuerOf(east)]);
  });

  it('says what is not there, and goes on', async () => {
    const known = knowledge(aMeshOfServices());
    const service = { namespace: 'shop', name: 'gone' };

    await expect(
      judging.ask('service', known, { service, filter: {} }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'No cluster has a Service shop/gone',
    });
    await expect(judging.ask('trust', known, {})).resolves.toBeDefined();
  });

  it('takes what another version stored for not observed', async () => {
    const known = knowledge(aMeshOfServices());
    const [east, west] = known.clusters;
    const { bytes } = packForTest(
      { state: aMeshOfServices()[0]! },
      { schema: 1 },
    );

    const answer = await judging.ask(
      'entityReach',
      {
        ...known,
        clusters: [{ ...east!, digest: 'other', bytes }, west!],
      },
      OPTIONS,
    );

    expect(answer.presence).toMatchObject([
      { cluster: 'east', presence: 'unknown' },
      { cluster: 'west', presence: 'present' },
    ]);
  });
});
