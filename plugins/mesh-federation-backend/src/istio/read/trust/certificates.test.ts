import { createHash, X509Certificate } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/x509';
import { makeCertificate } from '../__testUtils__/makeCertificate';
import {
  decodeCertificates,
  decodeRoots,
  decodeTrustAnchor,
} from './certificates';
import { fingerprintsOf } from '../../text/fingerprintsOf';
import { pemOf } from '../../text/pemOf';
import { scanPem } from '../../text/scanPem';
import verdicts from '../../text/x509/__fixtures__/verdictsOfGo.json';

const where = {
  source: { apiVersion: 'v1', kind: 'ConfigMap', name: 'istio' },
  field: 'data.mesh',
};

describe('decodeCertificates', () => {
  it('reads every block of a bundle, also with other text between them', async () => {
    const first = await makeCertificate({ name: 'O=one' });
    const second = await makeCertificate({ name: 'O=two' });

    const { certificates, problems } = decodeCertificates(
      scanPem(
        `# one\n${first.pem}\n# two\r\n${second.pem.replace(/\n/g, '\r\n')}`,
      ),
      where,
    );

    expect(problems).toEqual([]);
    expect(certificates.map(({ subject }) => subject)).toEqual([
      'O=one',
      'O=two',
    ]);
  });

  it('reads what trust rests on', async () => {
    const root = await makeCertificate({ name: 'O=cluster.local' });
    const leaf = await makeCertificate({
      name: 'CN=leaf',
      isCa: false,
      issuer: root,
    });

    const [rootRead, leafRead] = decodeCertificates(
      scanPem(root.pem + leaf.pem),
      where,
    ).certificates;

    const node = new X509Certificate(root.pem);
    expect(rootRead).toMatchObject({
      fingerprint: createHash('sha256').update(node.raw).digest('hex'),
      isCa: true,
      selfSigned: true,
      notAfter: '2036-01-01T00:00:00.000Z',
      key: { algorithm: 'EC', bits: 256 },
      signatureAlgorithm: 'ECDSA with SHA-256',
    });
    expect(leafRead).toMatchObject({
      isCa: false,
      selfSigned: false,
      issuer: 'O=cluster.local',
      authorityKeyId: rootRead.subjectKeyId,
    });
    expect(rootRead.subjectKeyId).toMatch(/^[0-9a-f]{40}$/);
  });

  it('takes a certificate of version 1 for no CA, as Go does, whatever its extensions say', () => {
    const { der } = verdicts.find(({ what }) => what.startsWith('version 1,'))!;

    const [certificate] = decodeCertificates(
      scanPem(pemOf(Buffer.from(der, 'base64'))),
      where,
    ).certificates;

    expect(certificate).toMatchObject({ isCa: false, selfSigned: false });
    expect(certificate).not.toHaveProperty('subjectKeyId');
  });

  it('does not call a certificate self-signed that another key of the same name signed', async () => {
    const one = await makeCertificate({ name: 'O=same', keyIds: false });
    const other = await makeCertificate({
      name: 'O=same',
      keyIds: false,
      issuer: one,
    });

    expect(
      decodeCertificates(scanPem(other.pem), where).certificates[0].selfSigned,
    ).toBe(false);
  });

  it('leaves key identifiers out that are not there', async () => {
    const root = await makeCertificate({ name: 'O=old', keyIds: false });

    const [read] = decodeCertificates(scanPem(root.pem), where).certificates;

    expect(read).not.toHaveProperty('subjectKeyId');
    expect(read).not.toHaveProperty('authorityKeyId');
  });

  it('keeps the good ones of a bundle with a bad block', async () => {
    const good = await makeCertificate({ name: 'O=good' });
    const bad =
      '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n';

    const { certificates, problems } = decodeCertificates(
      scanPem(bad + good.pem),
      where,
    );

    expect(certificates).toHaveLength(1);
    expect(problems).toEqual([
      expect.objectContaining({
        ...where,
        problem: 'unparsable',
        message: expect.stringContaining('certificate 1 '),
      }),
    ]);
  });

  it.each(['', 'garbage'])('calls %p a problem', text => {
    expect(decodeCertificates(scanPem(text), where)).toMatchObject({
      certificates: [],
      problems: [{ problem: 'unparsable' }],
    });
  });

  it('writes PEM that reads back as the same certificate', async () => {
    const { pem } = await makeCertificate({ name: 'O=one' });

    const [read] = decodeCertificates(scanPem(pem), where).certificates;

    expect(read.pem).toMatch(/-----END CERTIFICATE-----\n$/);
    expect(fingerprintsOf(read.pem)).toEqual([read.fingerprint]);
  });
});

describe('decodeRoots', () => {
  it('names a certificate that is no CA', async () => {
    const leaf = await makeCertificate({ name: 'CN=leaf', isCa: false });

    expect(decodeRoots(scanPem(leaf.pem), where)).toMatchObject({
      certificates: [{ subject: 'CN=leaf' }],
      problems: [{ problem: 'not-a-ca' }],
    });
  });
});

describe('decodeTrustAnchor', () => {
  it('takes the first of several certificates, as istiod does, and says so', async () => {
    const first = await makeCertificate({ name: 'O=one' });
    const second = await makeCertificate({ name: 'O=two' });

    expect(
      decodeTrustAnchor(scanPem(first.pem + second.pem), where),
    ).toMatchObject({
      certificates: [{ subject: 'O=one' }],
      problems: [{ problem: 'several-in-one-entry' }],
    });
  });
});

describe('what Go refuses', () => {
  const derOf = (pem: string) => scanPem(pem).certificates[0].der;
  const problemsOf = (der: Buffer) =>
    decodeCertificates(scanPem(pemOf(der)), where).problems;

  it('refuses bytes after the certificate', async () => {
    const der = derOf((await makeCertificate({ name: 'O=one' })).pem);

    expect(problemsOf(der)).toEqual([]);
    expect(problemsOf(Buffer.concat([der, Buffer.from([0])]))).toMatchObject([
      { problem: 'unparsable' },
    ]);
  });

  it('refuses a negative serial number', async () => {
    const negative = await makeCertificate({ name: 'O=one', serial: 'ff01' });
    const der = derOf(negative.pem);
    expect(problemsOf(der)).toEqual([]);
    // The generator keeps numbers positive by a zero in front of them.
    const at = der.indexOf(Buffer.from('020300ff01', 'hex'));
    expect(at).toBeGreaterThan(0);
    der.set(Buffer.from('020380ff01', 'hex'), at);

    expect(problemsOf(der)).toMatchObject([
      { message: expect.stringContaining('its serial number is negative') },
    ]);
  });

  it('does not take for a CA what may not sign certificates', async () => {
    const { digitalSignature, keyCertSign } = KeyUsageFlags;
    const usable = await makeCertificate({ name: 'O=ca', usages: keyCertSign });
    const unusable = await makeCertificate({
      name: 'O=no',
      usages: digitalSignature,
    });

    expect(
      decodeRoots(scanPem(usable.pem + unusable.pem), where),
    ).toMatchObject({
      certificates: [{ isCa: true }, { isCa: false }],
      problems: [{ problem: 'not-a-ca' }],
    });
  });
});
