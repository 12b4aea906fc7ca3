import {
  aMeshOfServices,
  withConfiguration,
  withSettings,
} from '@mesh-federation/fixtures';
import type { DestinationRule } from '../../../../model';
import { indexCluster } from '../../lookup/indexCluster';
import { aDestinationRule } from '../../legs/__testUtils__/policyCases';
import { clientPolicyFor } from './clientPolicyFor';
import { destinationRuleFor } from './destinationRuleFor';

const EARLIER = '2020-01-01T00:00:00Z';

function modeFor(
  rules: readonly DestinationRule[],
  options: {
    readonly namespace?: string;
    readonly exportTo?: readonly string[];
    readonly subset?: string;
  } = {},
) {
  const [state] = withSettings(
    withConfiguration(aMeshOfServices(['east']), 'east', {
      destinationRules: rules,
    }),
    'east',
    options.exportTo === undefined
      ? {}
      : { defaultDestinationRuleExportTo: options.exportTo },
  );
  const rule = destinationRuleFor(indexCluster(state!), {
    host: 'orders.shop.svc.cluster.local',
    serviceNamespace: 'shop',
    namespace: options.namespace ?? 'web',
    labels: { app: 'client' },
  });
  return rule.status === 'observed'
    ? clientPolicyFor(rule.value, 80, options.subset).tls
    : rule;
}

const inWeb = { namespace: 'web', name: 'web' };
const inRoot = { namespace: 'istio-system', name: 'root' };

describe('destinationRuleFor', () => {
  it.each<
    [
      string,
      readonly DestinationRule[],
      Parameters<typeof modeFor>[1],
      string | undefined,
    ]
  >([
    [
      "the client's namespace before the Service's",
      [aDestinationRule('DISABLE'), aDestinationRule('SIMPLE', inWeb)],
      {},
      'SIMPLE',
    ],
    [
      "the Service's namespace before the root namespace",
      [aDestinationRule('DISABLE'), aDestinationRule('SIMPLE', inRoot)],
      {},
      'DISABLE',
    ],
    ['the root namespace', [aDestinationRule('SIMPLE', inRoot)], {}, 'SIMPLE'],
    [
      'an exact host before a wildcard',
      [
        aDestinationRule('SIMPLE', { host: '*.local', name: 'a' }),
        aDestinationRule('DISABLE'),
      ],
      {},
      'DISABLE',
    ],
    [
      'a long wildcard before a short one',
      [
        aDestinationRule('SIMPLE', { host: '*.local', name: 'a' }),
        aDestinationRule('DISABLE', {
          host: '*.svc.cluster.local',
          name: 'b',
        }),
      ],
      {},
      'DISABLE',
    ],
    [
      'a short host of the own namespace',
      [aDestinationRule('DISABLE', { host: 'orders' })],
      {},
      'DISABLE',
    ],
    [
      'no short host of another namespace',
      [aDestinationRule('DISABLE', { ...inWeb, host: 'orders' })],
      {},
      undefined,
    ],
    [
      'nothing that is not exported',
      [aDestinationRule('DISABLE', { exportTo: ['.'] })],
      {},
      undefined,
    ],
    [
      'nothing that is not exported by default',
      [aDestinationRule('DISABLE')],
      { exportTo: ['.'] },
      undefined,
    ],
    [
      'what is exported to the client',
      [aDestinationRule('DISABLE', { exportTo: ['web'] })],
      {},
      'DISABLE',
    ],
    [
      'a selector of the client first',
      [
        aDestinationRule('SIMPLE', { ...inWeb, createdAt: EARLIER }),
        aDestinationRule('DISABLE', {
          ...inWeb,
          name: 'selecting',
          workloadSelector: { app: 'client' },
        }),
      ],
      {},
      'DISABLE',
    ],
    [
      'no selector of another client',
      [
        aDestinationRule('DISABLE', {
          ...inWeb,
          workloadSelector: { app: 'other' },
        }),
      ],
      {},
      undefined,
    ],
    [
      'the policy of the oldest',
      [
        aDestinationRule('SIMPLE', { name: 'young' }),
        aDestinationRule('DISABLE', { name: 'old', createdAt: EARLIER }),
      ],
      {},
      'DISABLE',
    ],
    [
      'no policy where the oldest has one that says nothing',
      [
        aDestinationRule('DISABLE', { name: 'young' }),
        aDestinationRule(undefined, {
          name: 'old',
          createdAt: EARLIER,
          trafficPolicy: { ports: [] },
        }),
      ],
      {},
      undefined,
    ],
    [
      'the policy of a general rule where one with a selector has none',
      [
        aDestinationRule('SIMPLE', { ...inWeb, exportTo: ['.'] }),
        aDestinationRule(undefined, {
          ...inWeb,
          name: 'selecting',
          workloadSelector: { app: 'client' },
        }),
      ],
      {},
      'SIMPLE',
    ],
    [
      'a port over the rest',
      [
        aDestinationRule(undefined, {
          trafficPolicy: {
            tlsMode: 'SIMPLE',
            ports: [{ port: 80, tlsMode: 'DISABLE' }],
          },
        }),
      ],
      {},
      'DISABLE',
    ],
    [
      'a subset over the rest',
      [
        aDestinationRule('SIMPLE', {
          subsets: [
            {
              name: 'v1',
              labels: {},
              trafficPolicy: { tlsMode: 'DISABLE', ports: [] },
            },
          ],
        }),
      ],
      { subset: 'v1' },
      'DISABLE',
    ],
  ])('takes %s', (_, rules, options, mode) => {
    const tls = modeFor(rules, options);
    expect(tls === undefined ? undefined : 'mode' in tls && tls.mode).toBe(
      mode,
    );
  });
});
