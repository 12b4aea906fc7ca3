import type { PortTrafficPolicy, TrafficPolicy } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { clientPolicyFor } from './clientPolicyFor';

const object = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  namespace: 'shop',
  name: 'orders',
};
const FROM_SECRET = { tlsMode: 'SIMPLE', fromSecret: true } as const;

const policyOf = (
  top: Partial<TrafficPolicy>,
  { subset, selecting = false }: Options = {},
) =>
  clientPolicyFor(
    {
      selecting,
      objects: [object],
      top: { object, policy: { ports: [], ...top } },
      subsets: [
        {
          name: 'v1',
          labels: {},
          object,
          index: 0,
          ...optional({ trafficPolicy: subset && { ports: [], ...subset } }),
        },
      ],
    },
    80,
    subset && 'v1',
  );

interface Options {
  readonly subset?: Partial<TrafficPolicy>;
  readonly selecting?: boolean;
}

const port = (settings: PortTrafficPolicy) => ({
  ports: [{ port: 80, ...settings }],
});

describe('clientPolicyFor', () => {
  it.each<[string, Partial<TrafficPolicy>, Options, object]>([
    [
      'takes a server name away where the port says nothing of TLS',
      { tlsMode: 'ISTIO_MUTUAL', sni: 'a', ...port({}) },
      {},
      { mode: 'ISTIO_MUTUAL', unprotected: false, sni: undefined },
    ],
    [
      'chooses endpoints by the mode of all where the port says nothing of TLS',
      { tlsMode: 'SIMPLE', ...port({}) },
      {},
      {
        mode: 'SIMPLE',
        unprotected: true,
        field: 'spec.trafficPolicy.tls.mode',
      },
    ],
    [
      'gives a subset the server name of all',
      { tlsMode: 'ISTIO_MUTUAL', sni: 'a' },
      { subset: {} },
      { sni: { value: 'a', object, field: 'spec.trafficPolicy.tls.sni' } },
    ],
    [
      'replaces the TLS of all by that of a subset as a whole',
      { tlsMode: 'ISTIO_MUTUAL', sni: 'a' },
      { subset: { tlsMode: 'ISTIO_MUTUAL' } },
      { sni: undefined },
    ],
    [
      'has no TLS with certificates of a Secret',
      FROM_SECRET,
      {},
      { mode: 'SIMPLE', unprotected: true },
    ],
    [
      'has TLS with certificates of a Secret where the rule selects the client',
      FROM_SECRET,
      { selecting: true },
      { mode: 'SIMPLE', unprotected: false },
    ],
  ])('%s', (_, top, options, expected) => {
    expect(policyOf(top, options).tls).toMatchObject(optional(expected));
    expect(policyOf(top, options).tls?.sni).toEqual(
      'sni' in expected ? expected.sni : undefined,
    );
  });

  it.each<[string, Partial<TrafficPolicy>, Options, string | undefined]>([
    [
      'of all',
      { loadBalancer: 'PASSTHROUGH' },
      { subset: {} },
      'spec.trafficPolicy.loadBalancer.simple',
    ],
    [
      'of a port',
      port({ loadBalancer: 'PASSTHROUGH' }),
      {},
      'spec.trafficPolicy.portLevelSettings[0].loadBalancer.simple',
    ],
    [
      'not where the port has none',
      { loadBalancer: 'PASSTHROUGH', ...port({}) },
      {},
      undefined,
    ],
    [
      'not where the subset has another one',
      { loadBalancer: 'PASSTHROUGH' },
      { subset: { loadBalancer: 'other' } },
      undefined,
    ],
  ])('passes through by the load balancer %s', (_, top, options, field) => {
    expect(policyOf(top, options).passthrough?.field).toBe(field);
  });

  it('gives a port no PROXY header', () => {
    expect(policyOf({ proxyProtocol: true }).proxyProtocol?.field).toBe(
      'spec.trafficPolicy.proxyProtocol',
    );
    expect(policyOf({ proxyProtocol: true, ...port({}) })).not.toHaveProperty(
      'proxyProtocol',
    );
  });
});
