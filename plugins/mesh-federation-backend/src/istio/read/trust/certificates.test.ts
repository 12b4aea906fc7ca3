import { createHash, X509Certificate } from 'node:crypto';
import { makeCertificate } from '../__testUtils__/makeCertificate';
import {
  decodeCertificates,
  decodeRoots,
  decodeTrustAnchor,
  fingerprintsOf,
} from './certificates';

const where = {
  source: { apiVersion: 'v1', kind: 'ConfigMap', name: 'istio' },
  field: 'data.mesh',
};

describe('decodeCertificates', () => {
  it('reads every block of a bundle, also with other text between them', async () => {
    const first = await makeCertificate({ name: 'O=one' });
    const second = await makeCertificate({ name: 'O=two' });

    const { certificates, problems } = decodeCertificates(
      `# one\n${first.pem}\n# two\r\n${second.pem.replace(/\n/g, '\r\n')}`,
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
      root.pem + leaf.pem,
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

  it('does not call a certificate self-signed that another key of the same name signed', async () => {
    const one = await makeCertificate({ name: 'O=same', keyIds: false });
    const other = await makeCertificate({
      name: 'O=same',
      keyIds: false,
      issuer: one,
    });

    expect(
      decodeCertificates(other.pem, where).certificates[0].selfSigned,
    ).toBe(false);
  });

  it('leaves key identifiers out that are not there', async () => {
    const root = await makeCertificate({ name: 'O=old', keyIds: false });

    const [read] = decodeCertificates(root.pem, where).certificates;

    expect(read).not.toHaveProperty('subjectKeyId');
    expect(read).not.toHaveProperty('authorityKeyId');
  });

  it('keeps the good ones of a bundle with a bad block', async () => {
    const good = await makeCertificate({ name: 'O=good' });
    const bad =
      '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n';

    const { certificates, problems } = decodeCertificates(
      bad + good.pem,
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
    expect(decodeCertificates(text, where)).toMatchObject({
      certificates: [],
      problems: [{ problem: 'unparsable' }],
    });
  });

  it('writes PEM that reads back as the same certificate', async () => {
    const { pem } = await makeCertificate({ name: 'O=one' });

    const [read] = decodeCertificates(pem, where).certificates;

    expect(read.pem).toMatch(/-----END CERTIFICATE-----\n$/);
    expect(fingerprintsOf(read.pem)).toEqual([read.fingerprint]);
  });
});

describe('decodeRoots', () => {
  it('names a certificate that is no CA', async () => {
    const leaf = await makeCertificate({ name: 'CN=leaf', isCa: false });

    expect(decodeRoots(leaf.pem, where)).toMatchObject({
      certificates: [{ subject: 'CN=leaf' }],
      problems: [{ problem: 'not-a-ca' }],
    });
  });
});

describe('decodeTrustAnchor', () => {
  it('takes the first of several certificates, as istiod does, and says so', async () => {
    const first = await makeCertificate({ name: 'O=one' });
    const second = await makeCertificate({ name: 'O=two' });

    expect(decodeTrustAnchor(first.pem + second.pem, where)).toMatchObject({
      certificates: [{ subject: 'O=one' }],
      problems: [{ problem: 'several-in-one-entry' }],
    });
  });
});
