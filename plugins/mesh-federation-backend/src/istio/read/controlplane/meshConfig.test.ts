import { parse, stringify } from 'yaml';
import {
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { makeCertificate } from '../__testUtils__/makeCertificate';
import { decodeMeshConfig, decodeSharedMeshConfig } from './meshConfig';

const configMap = (mesh: string, metadata: object = {}) => ({
  metadata: {
    name: 'istio',
    namespace: 'istio-system',
    resourceVersion: '3',
    ...metadata,
  },
  data: { mesh },
});

describe('decodeMeshConfig', () => {
  it("has Istio's defaults for what is not set, and no list of roots", () => {
    const { value } = decodeMeshConfig(configMap('{}'));

    expect(value).toMatchObject({
      trustDomain: 'cluster.local',
      trustDomainAliases: [],
      xdsAgent: false,
      dnsCapture: false,
      resourceVersion: '3',
    });
    expect(value).not.toHaveProperty('caCertificates');
    expect(value).not.toHaveProperty('rootsYaml');
  });

  it('reads what is set, and keeps of the YAML only what a plan has to edit', async () => {
    const root = await makeCertificate({ name: 'O=foreign' });
    const yaml = stringify({
      trustDomain: 'east.example',
      trustDomainAliases: ['old.example'],
      caCertificates: [{ pem: root.pem }, { pem: 'garbage' }],
      defaultConfig: {
        meshId: 'mesh1',
        proxyMetadata: {
          PROXY_CONFIG_XDS_AGENT: 'true',
          ISTIO_META_DNS_CAPTURE: true,
        },
      },
    });

    const { value, problems } = decodeMeshConfig(configMap(yaml));

    expect(value).toMatchObject({
      meshId: 'mesh1',
      trustDomain: 'east.example',
      trustDomainAliases: ['old.example'],
      caCertificates: [{ subject: 'O=foreign' }],
      xdsAgent: true,
      dnsCapture: true,
    });
    expect(parse(value.rootsYaml!)).toEqual({
      caCertificates: [{ pem: root.pem }, { pem: '' }],
      defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        problem: 'unparsable',
        field: 'data.mesh caCertificates[1].pem',
      }),
    ]);
  });

  it('takes from the shared mesh config what it does not set, and the trust domain aliases of both', () => {
    const shared = configMap(
      stringify({
        trustDomain: 'shared.example',
        trustDomainAliases: ['old.example', 'older.example'],
        defaultConfig: {
          meshId: 'shared-mesh',
          proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' },
        },
      }),
    );

    expect(
      decodeMeshConfig(
        configMap('trustDomainAliases: [old.example, a.example]'),
        shared,
      ).value,
    ).toMatchObject({
      meshId: 'shared-mesh',
      trustDomain: 'shared.example',
      trustDomainAliases: ['a.example', 'old.example', 'older.example'],
      dnsCapture: true,
    });
    expect(
      decodeMeshConfig(
        configMap(
          stringify({
            trustDomain: 'own.example',
            defaultConfig: {
              meshId: 'own-mesh',
              proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'false' },
            },
          }),
        ),
        shared,
      ).value,
    ).toMatchObject({
      meshId: 'own-mesh',
      trustDomain: 'own.example',
      dnsCapture: false,
    });
  });

  it('reads settings and the networks of the same ConfigMap', () => {
    const { value } = decodeMeshConfig({
      ...configMap('rootNamespace: istio-config'),
      data: {
        mesh: 'rootNamespace: istio-config',
        meshNetworks: 'networks: {far: {gateways: [{address: a, port: 1}]}}',
      },
    });

    expect(value).toMatchObject({
      settings: { rootNamespace: 'istio-config' },
      meshNetworks: {
        far: { endpoints: [], gateways: [{ address: 'a', port: 1 }] },
      },
    });
  });

  it('throws for networks that are not YAML', () => {
    expect(() =>
      decodeMeshConfig({
        ...configMap('{}'),
        data: { mesh: '{}', meshNetworks: 'a: [\n b' },
      }),
    ).toThrow(
      'ConfigMap istio-system/istio: key meshNetworks: it is not valid YAML',
    );
  });

  it('throws for what is not YAML', () => {
    expect(() => decodeMeshConfig(configMap('a: [\n b'))).toThrow(
      'ConfigMap istio-system/istio: key mesh: it is not valid YAML',
    );
  });
});

describe('decodeSharedMeshConfig', () => {
  const where = { namespace: 'istio-system', name: 'mesh-federation' };

  it('says so when there is none', () => {
    expect(decodeSharedMeshConfig(undefined, where).value).toMatchObject({
      exists: false,
      caCertificates: [],
      settings: {},
      configMap: { kind: 'ConfigMap', ...where },
    });
  });

  it('reads its settings', () => {
    expect(
      decodeSharedMeshConfig(configMap('enableAutoMtls: false'), where).value
        .settings,
    ).toEqual({ enableAutoMtls: false });
  });

  it.each([
    ['no', { enableAutoMtls: false }],
    ['off', { enableAutoMtls: false }],
    ['yes', { enableAutoMtls: true }],
  ])('takes a bare %s as Istio does', (bare, settings) => {
    expect(
      decodeSharedMeshConfig(configMap(`enableAutoMtls: ${bare}`), where).value
        .settings,
    ).toEqual(settings);
  });

  it.each([
    ['of somebody else', {}, true],
    [
      'of our own',
      {
        labels: { [MANAGED_BY_LABEL]: MANAGED_BY_VALUE },
        managedFields: [{ manager: FIELD_MANAGER, operation: 'Apply' }],
      },
      false,
    ],
  ])('keeps the YAML of a ConfigMap %s: %p', (_, metadata, kept) => {
    const { value } = decodeSharedMeshConfig(
      configMap('caCertificates: []', metadata),
      where,
    );

    expect('rootsYaml' in value).toBe(kept);
  });
});
