import { X509Certificate as NodeCertificate } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
} from '@peculiar/x509';
import {
  optional,
  type Certificate,
  type CertificateProblem,
  type Fingerprint,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { pemBlocks, readPemBlock } from '../../pem';

/** Certificates of one text, in its order, and what in it could not be used. */
export interface DecodedCertificates {
  readonly certificates: readonly Certificate[];
  readonly problems: readonly CertificateProblem[];
}

/** Where a text was found, for the problems. */
export interface CertificateSource {
  readonly source: ObjectRef;
  readonly field: string;
}

/**
 * Reads every PEM block. What is not a certificate becomes a problem and does not hide the others.
 */
export function decodeCertificates(
  text: string,
  where: CertificateSource,
): DecodedCertificates {
  const blocks = pemBlocks(text);
  if (blocks.length === 0) {
    return {
      certificates: [],
      problems: [
        {
          ...where,
          problem: 'unparsable',
          message: text.trim()
            ? 'there is no certificate in PEM form in it'
            : 'it is empty',
        },
      ],
    };
  }
  const certificates: Certificate[] = [];
  const problems: CertificateProblem[] = [];
  blocks.forEach((block, index) => {
    try {
      certificates.push(certificateOf(block));
    } catch (error) {
      problems.push({
        ...where,
        problem: 'unparsable',
        message: `certificate ${index + 1} cannot be read: ${reason(error)}`,
      });
    }
  });
  return { certificates, problems };
}

/**
 * Reads a bundle of root certificates: like {@link decodeCertificates}, and a certificate that is
 * no CA is a problem as well. It stays in the list, because it is there.
 */
export function decodeRoots(
  text: string,
  where: CertificateSource,
): DecodedCertificates {
  const decoded = decodeCertificates(text, where);
  return {
    certificates: decoded.certificates,
    problems: [...decoded.problems, ...notAuthorities(decoded, where)],
  };
}

/**
 * Reads one entry of `caCertificates`. istiod takes the first PEM block only and demands that it is
 * a CA. Source: istio/istio pilot/pkg/trustbundle/trustbundle.go verifyTrustAnchor.
 */
export function decodeTrustAnchor(
  pem: string,
  where: CertificateSource,
): DecodedCertificates {
  const decoded = decodeRoots(pem, where);
  const problems = [...decoded.problems];
  if (decoded.certificates.length > 1) {
    problems.push({
      ...where,
      problem: 'several-in-one-entry',
      message: `the entry holds ${decoded.certificates.length} certificates, istiod takes only the first`,
    });
  }
  return { certificates: decoded.certificates.slice(0, 1), problems };
}

/** SHA-256 of each certificate that can be read, in the text's order. */
export function fingerprintsOf(text: string): readonly Fingerprint[] {
  const where = {
    source: { apiVersion: '', kind: '', name: '' },
    field: '',
  };
  return decodeCertificates(text, where).certificates.map(
    certificate => certificate.fingerprint,
  );
}

function notAuthorities(
  decoded: DecodedCertificates,
  where: CertificateSource,
): readonly CertificateProblem[] {
  return decoded.certificates
    .filter(certificate => !certificate.isCa)
    .map(certificate => ({
      ...where,
      problem: 'not-a-ca' as const,
      message: `certificate ${certificate.fingerprint} (${certificate.subject}) is not a CA`,
    }));
}

function certificateOf(block: string): Certificate {
  const { parsed, der, fingerprint } = readPemBlock(block);
  const node = new NodeCertificate(der);
  const subjectKeyId = parsed.getExtension(
    SubjectKeyIdentifierExtension,
  )?.keyId;
  const authorityKeyId = parsed.getExtension(
    AuthorityKeyIdentifierExtension,
  )?.keyId;
  return {
    fingerprint,
    subject: parsed.subject,
    issuer: parsed.issuer,
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
    isCa: parsed.getExtension(BasicConstraintsExtension)?.ca ?? false,
    selfSigned: isSelfSigned(node),
    ...optional({
      subjectKeyId: subjectKeyId ? subjectKeyId.toLowerCase() : undefined,
      authorityKeyId: authorityKeyId ? authorityKeyId.toLowerCase() : undefined,
    }),
    key: keyOf(node),
    signatureAlgorithm: signatureAlgorithmOf(parsed),
    pem: pemOf(der),
  };
}

function isSelfSigned(certificate: NodeCertificate): boolean {
  return (
    certificate.checkIssued(certificate) &&
    certificate.verify(certificate.publicKey)
  );
}

function keyOf(certificate: NodeCertificate): Certificate['key'] {
  const key = certificate.publicKey;
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return { algorithm: 'RSA', bits: details?.modulusLength ?? 0 };
    case 'ec':
      return { algorithm: 'EC', bits: curveBits(details?.namedCurve) };
    case 'ed25519':
      return { algorithm: 'Ed25519', bits: 256 };
    case 'ed448':
      return { algorithm: 'Ed448', bits: 456 };
    default:
      return { algorithm: key.asymmetricKeyType ?? 'unknown', bits: 0 };
  }
}

function curveBits(curve: string | undefined): number {
  switch (curve) {
    case 'prime256v1':
      return 256;
    case 'secp384r1':
      return 384;
    case 'secp521r1':
      return 521;
    default:
      return Number(/(\d{3})/.exec(curve ?? '')?.[1] ?? 0);
  }
}

function signatureAlgorithmOf(certificate: X509Certificate): string {
  const algorithm = certificate.signatureAlgorithm;
  const hash = 'hash' in algorithm ? algorithm.hash : undefined;
  const hashName =
    typeof hash === 'object' && hash !== null && 'name' in hash
      ? String(hash.name)
      : undefined;
  return hashName ? `${algorithm.name} with ${hashName}` : algorithm.name;
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [
    '-----BEGIN CERTIFICATE-----',
    ...lines,
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
