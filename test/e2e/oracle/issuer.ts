import { createSign, generateKeyPairSync } from 'node:crypto';

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>;

const KEY_ID = 'scenario';

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The public key by which a RequestAuthentication takes the tokens of `token`. */
export const JWKS = JSON.stringify({
  keys: [
    {
      ...own.publicKey.export({ format: 'jwk' }),
      kid: KEY_ID,
      use: 'sig',
      alg: 'RS256',
    },
  ],
});

const HOUR_S = 3600;

/** A token with these claims, good for an hour; a forged one is signed by another key. */
export function token(claims: Claims, forged: boolean): string {
  const expires = Math.floor(Date.now() / 1000) + HOUR_S;
  const signed = [
    { alg: 'RS256', typ: 'JWT', kid: KEY_ID },
    { exp: expires, ...claims },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const { privateKey } = forged ? foreign : own;
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}
