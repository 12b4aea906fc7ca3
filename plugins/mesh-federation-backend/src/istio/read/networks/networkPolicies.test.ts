import { anObject, unsorted, SORTED } from '../__testUtils__/anObject';
import { decodeNetworkPolicies } from './networkPolicies';

const decode = (spec: unknown) => {
  const { ingress, egress } = decodeNetworkPolicies([anObject({ spec })])[0]!;
  return { ingress, egress };
};

describe('decodeNetworkPolicies', () => {
  it('keeps selectors, peers and ports', () => {
    expect(
      decodeNetworkPolicies([
        anObject({
          spec: {
            podSelector: {
              matchExpressions: [{ key: 'app', operator: 'Exists' }],
            },
            policyTypes: ['Ingress', 'Egress'],
            ingress: [
              {
                from: [
                  { podSelector: { matchLabels: { app: 'client' } } },
                  { namespaceSelector: {}, podSelector: {} },
                  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
                  {},
                ],
                ports: [
                  { protocol: 'UDP', port: 53 },
                  { port: 'http' },
                  { port: 8000, endPort: 9000 },
                  {},
                ],
              },
            ],
          },
        }),
      ]),
    ).toEqual([
      {
        object: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          namespace: 'shop',
          name: 'web',
        },
        podSelector: {
          matchLabels: {},
          matchExpressions: [{ key: 'app', operator: 'Exists', values: [] }],
        },
        ingress: [
          {
            peers: [
              {
                kind: 'pods',
                podSelector: {
                  matchLabels: { app: 'client' },
                  matchExpressions: [],
                },
              },
              {
                kind: 'pods',
                namespaceSelector: { matchLabels: {}, matchExpressions: [] },
                podSelector: { matchLabels: {}, matchExpressions: [] },
              },
              {
                kind: 'addresses',
                cidr: '10.0.0.0/8',
                except: ['10.1.0.0/16'],
              },
              { kind: 'other' },
            ],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 'http' },
              { protocol: 'TCP', port: 8000, endPort: 9000 },
              { protocol: 'TCP' },
            ],
          },
        ],
        egress: [],
      },
    ]);
  });

  it.each([
    ['no type and no rule', {}, { ingress: [], egress: undefined }],
    [
      'no type, and a rule for egress',
      { egress: [{}] },
      { ingress: [], egress: [{ peers: [], ports: [] }] },
    ],
    [
      'egress alone',
      { policyTypes: ['Egress'], ingress: [{}] },
      { ingress: undefined, egress: [] },
    ],
  ])('is about what it says with %s', (_, spec, expected) => {
    expect(decode(spec)).toEqual(expected);
  });

  it('sorts them', () => {
    expect(
      decodeNetworkPolicies(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
