import { anObject } from '../__testUtils__/anObject';
import { decodeNodes } from './nodes';

it('keeps names and labels of Nodes, sorted', () => {
  expect(
    decodeNodes([
      anObject(
        { spec: { podCIDR: '10.0.0.0/24' } },
        {
          name: 'worker-2',
          namespace: undefined,
          labels: { 'topology.kubernetes.io/region': 'us-east' },
        },
      ),
      anObject({}, { name: 'worker-1', namespace: undefined }),
    ]),
  ).toEqual([
    { name: 'worker-1', labels: {} },
    {
      name: 'worker-2',
      labels: { 'topology.kubernetes.io/region': 'us-east' },
    },
  ]);
});
