/**
 * What an address of an API server has to be, in words.
 *
 * @public
 */
export const API_SERVER_URL =
  'an https URL without user, query or fragment, such as https://10.0.0.1:6443';

/** Visible ASCII without backslashes: a parser of URLs drops line ends and turns those round. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;

const LONGEST = 2048;

/**
 * Whether a text can be the address that a remote secret names. It decides where istiod sends a
 * token, and comes from places that many people may write to: so it holds nothing but an address.
 * `${` is the beginning of a placeholder in other tools.
 *
 * @public
 */
export function isApiServerUrl(text: string): boolean {
  if (text.length > LONGEST || !PLAIN.test(text) || text.includes('${')) {
    return false;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' &&
    // An empty user, query or fragment leaves only its sign.
    !/[@?#]/.test(text)
  );
}

/**
 * Whether two addresses name the same API server: case of the host, the standard port and slashes
 * at the end mean nothing. What is no address is the same as nothing.
 *
 * @public
 */
export function isSameApiServer(
  a: string | undefined,
  b: string | undefined,
): boolean {
  const [one, other] = [a, b].map(canonical);
  return one !== undefined && one === other;
}

function canonical(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= LONGEST && URL.canParse(text)
    ? new URL(text).href.replace(/\/+$/, '')
    : undefined;
}
