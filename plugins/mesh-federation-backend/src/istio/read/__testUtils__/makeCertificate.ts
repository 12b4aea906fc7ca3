import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

const crypto = webcrypto as Crypto;
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface MadeCertificate {
  readonly pem: string;
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

/** A certificate: a self-signed root without `issuer`. */
export async function makeCertificate(options: {
  readonly name: string;
  readonly isCa?: boolean;
  readonly keyIds?: boolean;
  readonly issuer?: MadeCertificate;
  /** Hexadecimal. */
  readonly serial?: string;
  readonly usages?: KeyUsageFlags;
}): Promise<MadeCertificate> {
  const { name, isCa = true, keyIds = true, issuer } = options;
  const keys = await crypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const signer = issuer?.keys ?? keys;
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: options.serial ?? '01',
      subject: name,
      issuer: issuer?.certificate.subject ?? name,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2036-01-01T00:00:00Z'),
      signingAlgorithm: EC,
      publicKey: keys.publicKey,
      signingKey: signer.privateKey,
      extensions: [
        new BasicConstraintsExtension(isCa, undefined, true),
        ...(options.usages === undefined
          ? []
          : [new KeyUsagesExtension(options.usages, true)]),
        ...(keyIds
          ? [
              await SubjectKeyIdentifierExtension.create(
                keys.publicKey,
                false,
                crypto,
              ),
              await AuthorityKeyIdentifierExtension.create(
                signer.publicKey,
                false,
                crypto,
              ),
            ]
          : []),
      ],
    },
    crypto,
  );
  return { pem: `${certificate.toString('pem')}\n`, certificate, keys };
}
