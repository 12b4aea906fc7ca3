import { anEntityMesh } from '../__testUtils__/anEntityMesh';
import { buildEntityMesh } from './buildEntityMesh';

const absent = [{ cluster: 'east', presence: 'absent', services: [] }] as const;

describe('buildEntityMesh', () => {
  it.each([
    ['nowhere', anEntityMesh({ matchedBy: 'none', presence: [] })],
    ['nowhere', anEntityMesh({ presence: absent })],
    [
      'cluster-absent',
      anEntityMesh({ matchedBy: 'cluster', presence: absent }),
    ],
  ] as const)('says %s', (state, mesh) => {
    expect(buildEntityMesh(mesh)).toEqual({ state });
  });

  it('shows the clusters where the entity runs with both directions of each pair', () => {
    const view = buildEntityMesh(anEntityMesh());

    expect(view).toMatchObject({
      state: 'found',
      clusters: [
        {
          name: 'east',
          peers: [
            {
              peer: 'west',
              verifies: { from: 'east', to: 'west' },
              verifiedBy: { from: 'west', to: 'east' },
              reads: { in: 'east', for: 'west' },
              readBy: { in: 'west', for: 'east' },
            },
          ],
        },
      ],
    });
    expect(view.state === 'found' && view.clusters).toHaveLength(1);
  });

  it('keeps a cluster that was not observed, because the entity may run there', () => {
    const view = buildEntityMesh(
      anEntityMesh({
        presence: [
          {
            cluster: 'west',
            presence: 'unknown',
            services: [],
            reason: 'west does not answer',
          },
        ],
      }),
    );

    expect(view).toMatchObject({
      state: 'found',
      clusters: [
        { name: 'west', presence: { reason: 'west does not answer' } },
      ],
    });
  });
});
