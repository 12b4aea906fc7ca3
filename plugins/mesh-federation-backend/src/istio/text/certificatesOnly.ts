import { pemOf } from './pemOf';
import { readX509 } from './x509/readX509';
import { scanPem } from './scanPem';

/**
 * A text's certificates, written anew: what may be kept and shown of it. Other bytes may stand
 * between the marks of a certificate, so that each is read.
 */
export function certificatesOnly(text: string): string {
  return scanPem(text)
    .certificates.filter(({ der }) => isCertificate(der))
    .map(({ der }) => pemOf(der))
    .join('');
}

function isCertificate(der: Buffer): boolean {
  try {
    return readX509(der) !== undefined;
  } catch {
    return false;
  }
}
