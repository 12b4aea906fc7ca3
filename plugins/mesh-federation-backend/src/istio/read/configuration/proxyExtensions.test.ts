import { anObject } from '../__testUtils__/anObject';
import { decodeProxyExtensions } from './proxyExtensions';

const named = (apiVersion: string, kind: string) => ({
  object: { apiVersion, kind, namespace: 'shop', name: 'web' },
});
const filter = named('networking.istio.io/v1alpha3', 'EnvoyFilter');
const plugin = named('extensions.istio.io/v1alpha1', 'WasmPlugin');
const extension = named('extensions.istio.io/v1alpha1', 'TrafficExtension');

it.each([
  [
    'EnvoyFilter',
    { workloadSelector: { labels: { app: 'web' } }, configPatches: [{}] },
    [{ ...filter, workloadSelector: { app: 'web' } }],
  ],
  ['EnvoyFilter', { workloadSelector: { labels: {} } }, [filter]],
  ['EnvoyFilter', undefined, [filter]],
  [
    'WasmPlugin',
    { selector: { matchLabels: { app: 'web' } }, url: 'oci://plugin' },
    [{ ...plugin, workloadSelector: { app: 'web' } }],
  ],
  ['TrafficExtension', { lua: {} }, [extension]],
  [
    'TrafficExtension',
    { match: [{ mode: 'CLIENT' }, { mode: 'CLIENT' }] },
    [{ ...extension, sides: ['client', 'gateway'] }],
  ],
  ['WasmPlugin', { match: [{ mode: 'CLIENT' }, { ports: [] }] }, [plugin]],
  ['WasmPlugin', { match: [{ mode: 'constructor' }] }, [plugin]],
  [
    'EnvoyFilter',
    {
      configPatches: [
        { applyTo: 'HTTP_FILTER', match: { context: 'SIDECAR_INBOUND' } },
        { applyTo: 'CLUSTER', match: { context: 'GATEWAY' } },
      ],
    },
    [{ ...filter, sides: ['gateway', 'server'] }],
  ],
  [
    'EnvoyFilter',
    {
      configPatches: [
        { applyTo: 'CLUSTER', match: { context: 'GATEWAY' } },
        { applyTo: 'BOOTSTRAP', match: { context: 'GATEWAY' } },
      ],
    },
    [filter],
  ],
  [
    'WasmPlugin',
    {
      targetRefs: [
        { kind: 'Gateway', name: 'east-west' },
        { kind: 'Service', name: 'orders' },
      ],
    },
    [
      {
        ...plugin,
        workloadSelector: {
          'gateway.networking.k8s.io/gateway-name': 'east-west',
        },
      },
    ],
  ],
] as const)('keeps of %s %j only for whom it is', (kind, spec, expected) => {
  expect(decodeProxyExtensions([anObject({ spec })], kind)).toEqual(expected);
});

it.each(['canary', ''])('keeps for which revision it is: %p', revision => {
  const object = anObject({}, { labels: { 'istio.io/rev': revision } });
  expect(decodeProxyExtensions([object], 'EnvoyFilter')).toEqual([
    { ...filter, revision },
  ]);
});
