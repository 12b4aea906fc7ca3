import { anEntityReachability } from '../../../__testUtils__/anEntityReachability';
import { describeEntityMatch } from './describeEntityMatch';

function anEntity(annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', annotations },
  };
}

const present = (cluster: string) =>
  ({ cluster, presence: 'present', services: [] } as const);
const absent = (cluster: string) =>
  ({ cluster, presence: 'absent', services: [] } as const);
const unknown = (cluster: string) =>
  ({ cluster, presence: 'unknown', services: [], reason: 'away' } as const);

describe('describeEntityMatch', () => {
  it.each([
    ['found', {}],
    ['no-annotation', { matchedBy: 'none', items: [], presence: [] }],
    ['no-clusters', { items: [], presence: [] }],
    ['no-match', { items: [], presence: [absent('east'), absent('west')] }],
    [
      'match-unknown',
      { items: [], presence: [absent('east'), unknown('west')] },
    ],
    ['no-ports', { items: [], presence: [present('east'), unknown('west')] }],
  ] as const)('tells %s apart', (state, overrides) => {
    expect(
      describeEntityMatch(anEntity(), anEntityReachability(overrides)).state,
    ).toBe(state);
  });

  it.each([
    [
      { 'backstage.io/kubernetes-id': 'shop' },
      { selector: 'backstage.io/kubernetes-id=shop' },
    ],
    [
      {
        'backstage.io/kubernetes-id': 'shop',
        'backstage.io/kubernetes-label-selector': 'app=orders',
        'backstage.io/kubernetes-namespace': 'sales',
        'backstage.io/kubernetes-cluster': 'east',
      },
      { selector: 'app=orders', namespace: 'sales', onlyCluster: 'east' },
    ],
  ])('says how it was looked for', (annotations, search) => {
    expect(
      describeEntityMatch(
        anEntity(annotations as Record<string, string>),
        anEntityReachability({
          presence: [present('east'), absent('north'), unknown('west')],
        }),
      ).search,
    ).toEqual({
      ...search,
      presentIn: ['east'],
      absentFrom: ['north'],
      unknownIn: [unknown('west')],
    });
  });
});
