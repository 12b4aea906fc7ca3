import { stringify } from 'yaml';
import { makeCertificate } from '../__testUtils__/makeCertificate';
import { fingerprintsOf } from '../../text/fingerprintsOf';
import { decodeRemoteSecret } from './remoteSecrets';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const jwt = (claims: object) =>
  `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

function kubeconfig(user: object, cluster: object = {}) {
  return stringify({
    clusters: [
      { name: 'c', cluster: { server: 'https://west:6443', ...cluster } },
    ],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
}

function secret(data: Readonly<Record<string, string>>) {
  return {
    metadata: { name: 's', namespace: 'istio-system', resourceVersion: '5' },
    data,
  };
}

describe('decodeRemoteSecret', () => {
  it('reads server, CA and the claims of the token, and hands the token over apart', async () => {
    const ca = await makeCertificate({ name: 'CN=kubernetes' });
    const token = jwt({ exp: 1_800_000_000, sub: 'system:serviceaccount:a:b' });
    const config = kubeconfig(
      { token },
      { 'certificate-authority-data': base64(ca.pem) },
    );

    const [decoded] = decodeRemoteSecret(secret({ west: base64(config) }));

    expect(decoded.entry).toMatchObject({
      clusterId: 'west',
      server: 'https://west:6443',
      caFingerprints: fingerprintsOf(ca.pem),
      credential: 'token',
      tokenExpiresAt: '2027-01-15T08:00:00.000Z',
      tokenSubject: 'system:serviceaccount:a:b',
      resourceVersion: '5',
    });
    expect(decoded.token).toBe(token);
    expect(JSON.stringify(decoded.entry)).not.toContain(token);
  });

  it.each([
    [
      'client-certificate',
      { 'client-certificate-data': 'x', 'client-key-data': 'K' },
    ],
    ['exec', { exec: { command: 'aws' } }],
    ['auth-provider', { 'auth-provider': { name: 'oidc' } }],
    ['none', {}],
  ])('recognizes the credential %s', (credential, user) => {
    const [decoded] = decodeRemoteSecret(
      secret({ west: base64(kubeconfig(user)) }),
    );

    expect(decoded.entry.credential).toBe(credential);
    expect(decoded.token).toBeUndefined();
  });

  it.each([
    ['an opaque token', 'opaque'],
    ['a token without claims', 'a.b.c'],
    ['a token with an impossible expiry', jwt({ exp: 1e300 })],
    ['a token that never expires', jwt({ sub: 'x' })],
  ])('has no expiry for %s', (_, token) => {
    const [decoded] = decodeRemoteSecret(
      secret({ west: base64(kubeconfig({ token })) }),
    );

    expect(decoded.entry).not.toHaveProperty('tokenExpiresAt');
    expect(decoded.entry.credential).toBe('token');
  });

  it.each([
    ['no YAML', 'token: SECRET\n  - {'],
    ['plain text', 'SECRET'],
    [
      'no current context',
      'clusters: []\nusers: [{name: u, user: {token: SECRET}}]',
    ],
  ])('names the problem of %s without quoting it', (_, text) => {
    const [decoded] = decodeRemoteSecret(secret({ west: base64(text) }));

    expect(decoded.entry.problem).toEqual(expect.any(String));
    expect(JSON.stringify(decoded)).not.toContain('SECRET');
  });

  it('gives one entry for each key, sorted', () => {
    const value = base64(kubeconfig({}));

    expect(
      decodeRemoteSecret(secret({ west: value, north: value })).map(
        ({ entry }) => entry.clusterId,
      ),
    ).toEqual(['north', 'west']);
  });
});
