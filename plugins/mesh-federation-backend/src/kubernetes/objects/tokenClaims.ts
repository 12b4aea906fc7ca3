import { objectOf, type Json } from './json';

/** The claims of a JSON Web Token, which is not verified; none when it cannot be read. */
export function tokenClaims(token: string): Json {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    return objectOf(JSON.parse(payload.toString('utf8')));
  } catch {
    return {};
  }
}
