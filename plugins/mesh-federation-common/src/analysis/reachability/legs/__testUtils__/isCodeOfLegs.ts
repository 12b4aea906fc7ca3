/**
 * Whether legs alone bring a code. Those of trust, discovery and networks before the given ones
 * belong to the rules, and so do MF2023 and those of discovery from MF3021 on. MF62xx are about
 * what the legs say.
 */
export function isCodeOfLegs(code: string): boolean {
  return (
    /^MF(5|60|61)/.test(code) ||
    (code.startsWith('MF2') && code >= 'MF2018' && code !== 'MF2023') ||
    (code.startsWith('MF3') && code >= 'MF3017' && code < 'MF3021') ||
    (code.startsWith('MF4') && code >= 'MF4007')
  );
}
