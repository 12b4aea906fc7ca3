import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeWorkloadEntries } from './workloadEntries';

const object = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'WorkloadEntry',
  namespace: 'shop',
  name: 'web',
};

describe('decodeWorkloadEntries', () => {
  it('reads what makes an endpoint of it', () => {
    const spec = {
      address: '10.0.0.1',
      network: 'vm',
      serviceAccount: 'db',
      locality: 'eu/a',
      labels: { app: 'db' },
      ports: { http: 80 },
    };

    expect(
      decodeWorkloadEntries([anObject({ spec: { ...spec, weight: 2 } })]),
    ).toEqual([{ object, ...spec }]);
  });

  it("puts the object's own labels over those of its spec", () => {
    const spec = { labels: { app: 'db', tier: 'back' } };

    expect(
      decodeWorkloadEntries([anObject({ spec }, { labels: { app: 'web' } })]),
    ).toEqual([{ object, labels: { app: 'web', tier: 'back' }, ports: {} }]);
  });

  it.each([
    ['true', [{ type: 'Healthy', status: 'True' }], undefined],
    ['true', [{ type: 'Healthy', status: 'False' }], true],
    ['true', [], true],
    ['false', [], undefined],
    ['yes', [], undefined],
  ])(
    'with health checks %j and conditions %j is unhealthy: %s',
    (checked, conditions, unhealthy) => {
      const [entry] = decodeWorkloadEntries([
        anObject(
          { status: { conditions } },
          { annotations: { 'proxy.istio.io/health-checks-enabled': checked } },
        ),
      ]);

      expect(entry?.unhealthy).toBe(unhealthy);
    },
  );

  it.each([undefined, { address: '', labels: null, network: 7, ports: 80 }])(
    'reads %j as an entry without anything',
    spec => {
      expect(decodeWorkloadEntries([anObject({ spec })])).toEqual([
        { object, labels: {}, ports: {} },
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
