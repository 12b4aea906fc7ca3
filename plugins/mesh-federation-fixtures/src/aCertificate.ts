import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

import {
  optional,
  type Certificate,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ROOT_FIXTURES } from './rootFixtures';

/**
 * A self-signed root certificate. The names `east`, `west`, `north` and `south` give real
 * certificates (different keys, the same subject `O=cluster.local`, as istiod's own CA makes them).
 * Any other name gives one whose DER is not X.509, but whose fingerprint is the SHA-256 of the DER
 * in its PEM.
 */
export function aCertificate(
  name: string,
  overrides: Partial<Certificate> = {},
): Certificate {
  const fixture = ROOT_FIXTURES[name] ?? syntheticRoot(name);
  return {
    fingerprint: fixture.fingerprint,
    subject: 'O=cluster.local',
    issuer: 'O=cluster.local',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2036-01-01T00:00:00.000Z',
    isCa: true,
    selfSigned: true,
    subjectKeyId: fixture.subjectKeyId,
    key: { algorithm: 'EC', bits: 256 },
    signatureAlgorithm: 'ECDSA-SHA256',
    pem: fixture.pem,
    ...overrides,
  };
}

function syntheticRoot(name: string) {
  const der = utf8ToBytes(`certificate ${name}`);
  const fingerprint = bytesToHex(sha256(der));
  return {
    fingerprint,
    subjectKeyId: fingerprint.slice(0, 40),
    pem: `-----BEGIN CERTIFICATE-----\n${btoa(
      String.fromCharCode(...der),
    )}\n-----END CERTIFICATE-----\n`,
  };
}

/** An intermediate CA issued by `root`, as plugged in by Secret cacerts. */
export function anIntermediate(
  name: string,
  root: Certificate,
  overrides: Partial<Certificate> = {},
): Certificate {
  return aCertificate(`intermediate ${name}`, {
    subject: `O=Istio,CN=Intermediate CA,L=${name}`,
    issuer: root.subject,
    selfSigned: false,
    ...optional({ authorityKeyId: root.subjectKeyId }),
    ...overrides,
  });
}
