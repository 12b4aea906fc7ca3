import { Document } from 'yaml';

/** Where the executor puts the token. */
export const TOKEN_PLACEHOLDER = '${secret:token}';

/**
 * The kubeconfig of a remote secret, as `istioctl create-remote-secret` writes it (istio/istio
 * istioctl/pkg/multicluster/remote_secret.go). `certificateAuthorityData` is base64.
 */
export function kubeconfig(options: {
  readonly clusterId: string;
  readonly server: string;
  readonly certificateAuthorityData: string;
  readonly token: string;
}): string {
  const name = options.clusterId;
  return new Document(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name,
          cluster: {
            'certificate-authority-data': options.certificateAuthorityData,
            server: options.server,
          },
        },
      ],
      users: [{ name, user: { token: options.token } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
      preferences: {},
    },
    { version: '1.1' },
  ).toString({ lineWidth: 0 });
}
