import type { KubernetesObject } from '../../kubernetes/ClusterClient';

/**
 * A token as TokenRequest grants it, bound to one ServiceAccount by its UID; only the signature is
 * make-believe.
 */
export function mintToken(options: {
  readonly account: KubernetesObject;
  readonly id: string;
  readonly issued: Date;
  readonly expires: Date;
}): string {
  const { namespace, name, uid } = options.account.metadata;
  const encode = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    encode({ alg: 'none' }),
    encode({
      sub: `system:serviceaccount:${namespace}:${name}`,
      iat: Math.floor(options.issued.getTime() / 1000),
      exp: Math.floor(options.expires.getTime() / 1000),
      jti: options.id,
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    }),
    encode(`signature-${options.id}`),
  ].join('.');
}

/**
 * Whether the ServiceAccount that a token of {@link mintToken} is bound to is still there. One that
 * was deleted and created again does not count.
 */
export function isBound(
  token: string,
  find: (namespace: string, name: string) => KubernetesObject | undefined,
): boolean {
  const { namespace, serviceaccount } = JSON.parse(
    Buffer.from(token.split('.')[1], 'base64url').toString(),
  )['kubernetes.io'];
  const account = find(namespace, serviceaccount.name);
  return account !== undefined && account.metadata.uid === serviceaccount.uid;
}
