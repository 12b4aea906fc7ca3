const CREDENTIAL = /auth|token|key|secret|pass|cookie|credential|session|sign/i;

/** One or two plain words, with a star where patterns have one. */
const WORD = /^(?:\*|\*?-?[a-z]{1,12}(?:-[a-z]{1,12})?-?\*?)$/;

/**
 * Whether a value of a header may be shown. People let proxies compare keys, so that only plain
 * words are, of headers whose name does not speak of a credential.
 */
export function isHarmlessHeader(name: string, value: string): boolean {
  return WORD.test(value) && !CREDENTIAL.test(name);
}
