import { ROOT_FIXTURES } from '@mesh-federation/fixtures';
import { makeCertificate } from '../__testUtils__/makeCertificate';
import { publicCacerts } from './publicCacerts';
import { decodeTrustStore } from './trustStore';
import { scanPem } from '../../text/scanPem';
import { fingerprintsOf } from '../../text/fingerprintsOf';

const rootConfigMap = (namespace: string, pem: string) => ({
  metadata: { name: 'istio-ca-root-cert', namespace },
  data: { 'root-cert.pem': pem },
});
const namespaces = (...names: readonly string[]) =>
  names.map(name => ({ metadata: { name } }));
const base64 = (text: string) => Buffer.from(text).toString('base64');
const { east, west } = ROOT_FIXTURES;
const nothing = { selectsNamespaces: false, problems: [] };

describe('decodeTrustStore', () => {
  it('finds namespaces with other roots or none, but not those that istiod leaves out', async () => {
    const root = await makeCertificate({ name: 'O=cluster.local' });
    const old = await makeCertificate({ name: 'O=old' });

    const store = decodeTrustStore({
      ...nothing,
      rootConfigMaps: [
        rootConfigMap('istio-system', root.pem),
        rootConfigMap('shop', root.pem),
        rootConfigMap('late', old.pem),
      ],
      namespaces: [
        ...namespaces('shop', 'late', 'empty', 'istio-system', 'kube-public'),
        { metadata: { name: 'going', deletionTimestamp: '2026-01-01' } },
      ],
    });

    expect(store?.roots.map(({ subject }) => subject)).toEqual([
      'O=cluster.local',
    ]);
    expect(store?.laggingNamespaces).toEqual([
      { namespace: 'empty', fingerprints: [] },
      { namespace: 'late', fingerprints: fingerprintsOf(old.pem) },
    ]);
  });

  it('does not mind the order within a bundle', async () => {
    const one = await makeCertificate({ name: 'O=one' });
    const two = await makeCertificate({ name: 'O=two' });

    const store = decodeTrustStore({
      ...nothing,
      rootConfigMaps: [
        rootConfigMap('istio-system', one.pem + two.pem),
        rootConfigMap('shop', two.pem + one.pem),
      ],
      namespaces: namespaces('istio-system', 'shop'),
    });

    expect(store?.laggingNamespaces).toEqual([]);
  });

  it('takes a namespace without roots for left out where the mesh config selects namespaces', async () => {
    const root = await makeCertificate({ name: 'O=one' });

    const store = decodeTrustStore({
      problems: [],
      selectsNamespaces: true,
      rootConfigMaps: [rootConfigMap('istio-system', root.pem)],
      namespaces: namespaces('istio-system', 'other'),
    });

    expect(store?.laggingNamespaces).toEqual([]);
  });

  it('hashes what differs in a namespace, however long and broken it is', () => {
    const pem = (text: string) =>
      decodeTrustStore({
        ...nothing,
        rootConfigMaps: [
          rootConfigMap('istio-system', east.pem),
          rootConfigMap('shop', text),
        ],
        namespaces: namespaces('istio-system', 'shop'),
      })?.laggingNamespaces;

    expect(pem(`# the same\n${east.pem}`)).toEqual([]);
    expect(pem('-----BEGIN CERTIFICATE-----'.repeat(40_000))).toEqual([
      { namespace: 'shop', fingerprints: [] },
    ]);
  });

  it('is undefined when istiod has not written its roots', () => {
    expect(
      decodeTrustStore({ ...nothing, rootConfigMaps: [], namespaces: [] }),
    ).toBeUndefined();
  });

  it('reads a plugged-in CA, and nothing but certificates of it', async () => {
    const root = await makeCertificate({ name: 'O=root' });
    const signing = await makeCertificate({ name: 'O=signing', issuer: root });
    const cacerts = publicCacerts({
      metadata: { name: 'cacerts', resourceVersion: '9' },
      data: {
        'ca-cert.pem': base64(signing.pem),
        'ca-key.pem': base64('KEY'),
        'root-cert.pem': base64(`# mine\n${root.pem}`),
      },
    });

    const store = decodeTrustStore({
      ...nothing,
      cacerts,
      rootConfigMaps: [rootConfigMap('istio-system', root.pem)],
      namespaces: [],
    });

    expect(store?.pluggedIn).toMatchObject({
      resourceVersion: '9',
      signing: { subject: 'O=signing' },
      chain: [],
      roots: [{ subject: 'O=root' }],
    });
    expect(store?.problems).toEqual([]);
    expect(JSON.stringify(store)).not.toContain('# mine');
  });
});

describe('publicCacerts', () => {
  it('drops the key in both layouts', () => {
    for (const data of [
      {
        'ca-cert.pem': base64(east.pem),
        'ca-key.pem': base64('KEY'),
        'root-cert.pem': base64(west.pem),
      },
      {
        'tls.crt': base64(east.pem),
        'tls.key': base64('KEY'),
        'ca.crt': base64(west.pem),
      },
    ]) {
      const read = publicCacerts({ metadata: { name: 'cacerts' }, data });

      expect(read?.signing).toEqual(scanPem(east.pem));
      expect(read?.roots).toEqual(scanPem(west.pem));
      expect(JSON.stringify(read)).not.toMatch(/KEY|S0VZ/);
    }
  });

  it('is undefined where istiod keeps its self-signed CA', () => {
    expect(
      publicCacerts({
        metadata: { name: 'cacerts' },
        data: { 'istio-generated': '', 'ca-cert.pem': 'YQ==' },
      }),
    ).toBeUndefined();
  });
});
