import type {
  KeyObject,
  X509Certificate as NodeCertificate,
} from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
} from '@peculiar/x509';
import {
  counted,
  optional,
  type Certificate,
  type CertificateProblem,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { fingerprintOf } from '../../text/fingerprintsOf';
import { pemOf } from '../../text/pemOf';
import { readX509, type ReadCertificate } from '../../text/x509/readX509';
import {
  MAX_PEM_BLOCKS,
  MAX_PEM_LENGTH,
  type PemFault,
  type PemScan,
} from '../../text/scanPem';

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

const FAULTS = {
  'too-long': `it is longer than ${MAX_PEM_LENGTH / 1024} KiB and was not read`,
  'too-many-blocks': `it has more than ${MAX_PEM_BLOCKS} blocks and was not read`,
  broken:
    'it has marks of PEM that make no block, for example indented ones or broken base64',
  'other-block':
    'it holds something besides certificates, perhaps a private key',
} as const satisfies Record<PemFault, string>;

/**
 * Decodes every certificate of a text. What is not a certificate becomes a problem and does not
 * hide the others.
 */
export function decodeCertificates(
  scan: PemScan,
  where: CertificateSource,
): DecodedCertificates {
  const certificates: Certificate[] = [];
  const problems: CertificateProblem[] = scan.faults.map(fault => ({
    ...where,
    problem: fault === 'other-block' ? fault : 'unparsable',
    message: FAULTS[fault],
  }));
  scan.certificates.forEach(({ der }, index) => {
    try {
      certificates.push(certificateOf(der));
    } catch (error) {
      problems.push({
        ...where,
        problem: 'unparsable',
        message: `certificate ${index + 1} cannot be read: ${reason(error)}`,
      });
    }
  });
  if (certificates.length === 0 && problems.length === 0) {
    problems.push({
      ...where,
      problem: 'unparsable',
      message: scan.blank
        ? 'it is empty'
        : 'there is no certificate in PEM form in it',
    });
  }
  return { certificates, problems };
}

/**
 * Reads a bundle of root certificates: like {@link decodeCertificates}, and a certificate that is
 * no CA is a problem as well. It stays in the list, because it is there.
 */
export function decodeRoots(
  scan: PemScan,
  where: CertificateSource,
): DecodedCertificates {
  const decoded = decodeCertificates(scan, where);
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
  scan: PemScan,
  where: CertificateSource,
): DecodedCertificates {
  const { length } = scan.certificates;
  const { certificates, problems } = decodeRoots(
    { ...scan, certificates: scan.certificates.slice(0, 1) },
    where,
  );
  return length > 1
    ? {
        certificates,
        problems: [
          ...problems,
          {
            ...where,
            problem: 'several-in-one-entry',
            message: `the entry holds ${counted(
              length,
              'certificate',
            )}, istiod takes only the first`,
          },
        ],
      }
    : { certificates, problems };
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
      message: `certificate ${certificate.fingerprint} (${certificate.subject}) may not sign certificates`,
    }));
}

function certificateOf(der: Buffer): Certificate {
  const read = readX509(der);
  const { fields: parsed, node, publicKey, notBefore, notAfter } = read;
  const subjectKeyId = extensionOf(read, SubjectKeyIdentifierExtension)?.keyId;
  const authorityKeyId = extensionOf(
    read,
    AuthorityKeyIdentifierExtension,
  )?.keyId;
  return {
    fingerprint: fingerprintOf(der),
    subject: parsed.subject,
    issuer: parsed.issuer,
    notBefore,
    notAfter,
    isCa: isAuthority(read),
    selfSigned: isSelfSigned(node, publicKey),
    ...optional({
      subjectKeyId: subjectKeyId ? subjectKeyId.toLowerCase() : undefined,
      authorityKeyId: authorityKeyId ? authorityKeyId.toLowerCase() : undefined,
    }),
    key: keyOf(publicKey),
    signatureAlgorithm: signatureAlgorithmOf(parsed),
    pem: pemOf(der),
  };
}

/**
 * Without a key usage it may be used for everything. Source: Go's crypto/x509 verify.go,
 * CheckSignatureFrom.
 */
function isAuthority(certificate: ReadCertificate): boolean {
  const usages = extensionOf(certificate, KeyUsagesExtension)?.usages;
  const signs =
    usages === undefined || (usages & KeyUsageFlags.keyCertSign) !== 0;
  return (
    signs && (extensionOf(certificate, BasicConstraintsExtension)?.ca ?? false)
  );
}

/** An extension, where Go reads it. */
function extensionOf<T extends Extension>(
  { fields, readsExtensions }: ReadCertificate,
  type: new (raw: BufferSource) => T,
): T | undefined {
  return readsExtensions ? fields.getExtension(type) ?? undefined : undefined;
}

function isSelfSigned(certificate: NodeCertificate, key: KeyObject): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(key);
}

function keyOf(key: KeyObject): Certificate['key'] {
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

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
