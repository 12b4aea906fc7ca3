import { decodeLoadBalancing, decodeLocality } from './localitySettings';

describe('decodeLoadBalancing', () => {
  it('reads outlier detection and what is said of localities', () => {
    expect(
      decodeLoadBalancing({
        outlierDetection: {},
        loadBalancer: {
          simple: 'ROUND_ROBIN',
          localityLbSetting: {
            failoverPriority: ['topology.istio.io/cluster'],
          },
          zoneAwareLbSetting: { minClusterSize: 3 },
        },
      }),
    ).toEqual({
      outlierDetection: true,
      locality: {
        enabled: true,
        failoverPriority: ['topology.istio.io/cluster'],
      },
      zoneAware: { enabled: true },
    });
  });

  it.each([[undefined], [null], ['odd'], [{ outlierDetection: null }]])(
    'reads nothing of %j',
    policy => {
      expect(decodeLoadBalancing(policy)).toEqual({});
    },
  );
});

describe('decodeLocality', () => {
  it('reads shares and failover without the weights', () => {
    expect(
      decodeLocality({
        distribute: [
          { from: 'us-east/*', to: { 'us-east/*': 80, 'us-west/*': 20 } },
        ],
        failover: [{ from: 'us-east', to: 'us-west' }],
      }),
    ).toEqual({
      enabled: true,
      distribute: [{ from: 'us-east/*', to: ['us-east/*', 'us-west/*'] }],
      failover: [{ from: 'us-east', to: 'us-west' }],
    });
  });

  it('tells switched off from not set', () => {
    expect(decodeLocality({ enabled: false })).toEqual({ enabled: false });
    expect(decodeLocality({ enabled: null })).toEqual({ enabled: true });
    expect(decodeLocality(undefined)).toBeUndefined();
  });
});
