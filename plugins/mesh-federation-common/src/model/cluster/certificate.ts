import type { Fingerprint, Timestamp, ObjectRef } from '../basics/identifiers';

/**
 * A public certificate. Holds no key.
 *
 * @public
 */
export interface Certificate {
  readonly fingerprint: Fingerprint;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Timestamp;
  readonly notAfter: Timestamp;
  /** BasicConstraints cA, and a key usage, if any, that allows to sign certificates. */
  readonly isCa: boolean;
  readonly selfSigned: boolean;
  /** Lower-case hexadecimal; absent when the extension is. */
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  /** For example `RSA` with 2048 or `EC` with 256 bits. */
  readonly key: { readonly algorithm: string; readonly bits: number };
  readonly signatureAlgorithm: string;
  /** The certificate alone, PEM, with a final newline. */
  readonly pem: string;
}

/**
 * One PEM block (or one list entry) that is not a usable certificate.
 *
 * @public
 */
export interface CertificateProblem {
  readonly source: ObjectRef;
  readonly field: string;
  readonly problem:
    | 'unparsable'
    | 'not-a-ca'
    | 'several-in-one-entry'
    /** A text that holds something besides certificates; what it is, is not kept. */
    | 'other-block';
  readonly message: string;
}
