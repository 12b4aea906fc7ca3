import { decodeMeshNetworks, decodeMeshSettings } from './meshSettings';

const decode = (mesh: unknown) => decodeMeshSettings(mesh, 'ConfigMap a/b');

describe('decodeMeshSettings', () => {
  const settings = {
    enableAutoMtls: false,
    defaultServiceExportTo: ['.'],
    defaultVirtualServiceExportTo: ['a'],
    defaultDestinationRuleExportTo: ['b'],
    discoverySelectors: [
      {
        matchLabels: { mesh: 'on' },
        matchExpressions: [
          { key: 'env', operator: 'In', values: ['prod'] },
          { key: 'old', operator: 'DoesNotExist', values: [] },
        ],
      },
    ],
    serviceSettings: [{ clusterLocal: true, hosts: ['*.shop'] }],
    rootNamespace: 'istio-config',
    authorizers: ['opa', 'grpc'],
    outboundTrafficPolicy: 'REGISTRY_ONLY',
    localityLbSetting: { enabled: false },
  };

  it('reads what is set', () => {
    expect(
      decode({
        ...settings,
        serviceSettings: [
          { settings: { clusterLocal: true }, hosts: ['*.shop'] },
        ],
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        extensionProviders: [
          { name: 'opa', envoyExtAuthzHttp: { service: 'opa', port: 80 } },
          { name: 'tracing', zipkin: { service: 'zipkin', port: 9411 } },
          { name: 'grpc', envoyExtAuthzGrpc: { service: 'opa', port: 81 } },
        ],
        accessLogFile: '/dev/stdout',
      }),
    ).toEqual(settings);
  });

  it("reads the schema's own names", () => {
    expect(
      decode({
        enable_auto_mtls: true,
        root_namespace: 'x',
        service_settings: [{ settings: { cluster_local: true } }],
      }),
    ).toEqual({
      enableAutoMtls: true,
      rootNamespace: 'x',
      serviceSettings: [{ clusterLocal: true, hosts: [] }],
    });
  });

  it.each([
    undefined,
    {},
    { enableAutoMtls: 'no', discoverySelectors: [], serviceSettings: {} },
    { defaultServiceExportTo: [], outboundTrafficPolicy: null },
  ])('has no setting from %j', mesh => {
    expect(decode(mesh)).toEqual({});
  });

  it('takes a traffic policy without a mode for the first of the enum', () => {
    expect(decode({ outboundTrafficPolicy: {} })).toEqual({
      outboundTrafficPolicy: 'REGISTRY_ONLY',
    });
  });

  it.each([
    [{ outboundTrafficPolicy: { mode: 'SOME' } }, 'outboundTrafficPolicy.mode'],
    [
      { discoverySelectors: [{ matchExpressions: [{ operator: 'Like' }] }] },
      'discoverySelectors: operator',
    ],
  ])('does not guess what %j means', (mesh, message) => {
    expect(() => decode(mesh)).toThrow(`ConfigMap a/b: ${message}`);
  });
});

describe('decodeMeshNetworks', () => {
  it('reads networks in both spellings', () => {
    expect(
      decodeMeshNetworks({
        networks: {
          one: {
            endpoints: [{ fromRegistry: 'east' }, { from_cidr: '10.0.0.0/8' }],
            gateways: [
              { address: '192.0.2.1', port: 15443 },
              { registry_service_name: 'gw.istio-system', port: 443 },
            ],
          },
          two: null,
        },
      }),
    ).toEqual({
      one: {
        endpoints: [{ fromRegistry: 'east' }, { fromCidr: '10.0.0.0/8' }],
        gateways: [
          { address: '192.0.2.1', port: 15443 },
          { registryServiceName: 'gw.istio-system', port: 443 },
        ],
      },
      two: { endpoints: [], gateways: [] },
    });
  });

  it.each([undefined, {}, { networks: [] }])('has none in %j', document => {
    expect(decodeMeshNetworks(document)).toEqual({});
  });
});
