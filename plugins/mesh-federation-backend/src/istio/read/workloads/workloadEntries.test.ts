import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeWorkloadEntries } from './workloadEntries';

const object = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'WorkloadEntry',
  namespace: 'shop',
  name: 'web',
};

describe('decodeWorkloadEntries', () => {
  it('reads address, network, labels and account', () => {
    const spec = {
      address: '10.0.0.1',
      network: 'vm',
      serviceAccount: 'db',
      labels: { app: 'db' },
    };

    expect(
      decodeWorkloadEntries([
        anObject({ spec: { ...spec, ports: { http: 80 }, weight: 2 } }),
      ]),
    ).toEqual([{ object, ...spec }]);
  });

  it.each([undefined, { address: '', labels: null, network: 7 }])(
    'reads %j as an entry without anything',
    spec => {
      expect(decodeWorkloadEntries([anObject({ spec })])).toEqual([
        { object, labels: {} },
      ]);
    },
  );

  it('sorts by namespace, then name', () => {
    expect(
      decodeWorkloadEntries(unsorted()).map(
        entry => `${entry.object.namespace}/${entry.object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
