import { clusterEntitiesByName } from './clusterEntities';

const entity = (name: string, namespace?: string) => ({
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

describe('clusterEntitiesByName', () => {
  it('has one for each name', () => {
    const [east, west] = [entity('east'), entity('west', 'production')];

    expect(clusterEntitiesByName([east, west])).toEqual(
      new Map([
        ['east', east],
        ['west', west],
      ]),
    );
  });

  it.each([
    [
      'namespace default',
      [entity('east', 'aaa'), entity('east', 'default')],
      1,
    ],
    ['no namespace', [entity('east'), entity('east', 'aaa')], 0],
    ['the first by name', [entity('east', 'b'), entity('east', 'a')], 1],
  ])('prefers %s', (_, entities, wanted) => {
    expect(clusterEntitiesByName(entities).get('east')).toBe(entities[wanted]);
  });
});
