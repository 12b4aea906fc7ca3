import { anEntityMesh } from '../../../__testUtils__/anEntityMesh';
import { buildEntityMesh } from './buildEntityMesh';

const absent = [{ cluster: 'east', presence: 'absent', services: [] }] as const;

describe('buildEntityMesh', () => {
  it('leaves out the clusters where the entity does not run', () => {
    expect(buildEntityMesh(anEntityMesh({ presence: absent }))).toEqual([]);
  });

  it('shows the clusters where the entity runs with both directions of each pair', () => {
    const view = buildEntityMesh(anEntityMesh());

    expect(view).toMatchObject([
      {
        name: 'east',
        peers: [
          {
            name: 'west',
            verifies: { from: 'east', to: 'west' },
            verifiedBy: { from: 'west', to: 'east' },
            reads: { in: 'east', for: 'west' },
            readBy: { in: 'west', for: 'east' },
          },
        ],
      },
    ]);
    expect(view).toHaveLength(1);
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

    expect(view).toMatchObject([
      { name: 'west', presence: { reason: 'west does not answer' } },
    ]);
  });
});
