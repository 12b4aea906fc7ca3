import type { PlannedStep } from '../../../model';
import { nameFindings } from './nameFindings';

const ref = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: 'istio-system',
  name: 'istio-remote-secret-west',
};

function planned(after: object): readonly PlannedStep[] {
  return [
    {
      step: {
        type: 'network',
        id: 'network:east',
        cluster: 'east',
        dependsOn: [],
        network: 'east',
        before: '',
      },
      title: 'Any',
      objects: [
        {
          cluster: 'east',
          ref,
          operation: 'create',
          after: { kind: 'Secret', metadata: { name: ref.name }, ...after },
        },
      ],
    },
  ];
}

describe('nameFindings', () => {
  it('has nothing to say of names that Kubernetes takes', () => {
    expect(
      nameFindings(
        planned({
          stringData: { 'west_1.a': 'x' },
          metadata: {
            name: ref.name,
            labels: { 'istio/multiCluster': 'true', empty: '' },
            annotations: { 'networking.istio.io/cluster': 'anything: at all' },
          },
        }),
      ),
    ).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a name',
      { metadata: { name: 'istio-remote-secret-Kubernetes' } },
      'metadata.name',
    ],
    [
      'a label',
      { metadata: { labels: { network: 'arn:aws:eks' } } },
      'metadata.labels["network"]',
    ],
    [
      'a key of a label',
      { metadata: { labels: { 'a b': '' } } },
      'a key of metadata.labels',
    ],
    [
      'a key of data',
      { stringData: { 'arn:aws:eks': 'x' } },
      'a key of stringData',
    ],
  ])('blocks because of %s, and names the field', (_, after, field) => {
    expect(nameFindings(planned(after))).toMatchObject([
      {
        code: 'MF7023',
        blocking: true,
        cluster: 'east',
        object: ref,
        message: expect.stringMatching(/^Secret .* in east would have /),
        fix: expect.stringContaining(`${field} of Secret`),
      },
    ]);
  });

  it('shows only the beginning of a long name', () => {
    const [found] = nameFindings(
      planned({ metadata: { name: 'x'.repeat(100_000) } }),
    );

    expect(found?.message.length).toBeLessThan(600);
  });

  it('says nothing of an object that is deleted', () => {
    const [step] = planned({});
    const [object] = step!.objects;
    const { after, ...deleted } = object!;

    expect(
      nameFindings([
        { ...step!, objects: [{ ...deleted, operation: 'delete' }] },
      ]),
    ).toEqual([]);
  });
});
