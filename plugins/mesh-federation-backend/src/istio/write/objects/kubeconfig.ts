import { Document, parseDocument } from 'yaml';

/** What a plan shows in the place of the token. */
const TOKEN_PLACEHOLDER = '${secret:token}';

const TOKEN = ['users', 0, 'user', 'token'];

const YAML = { version: '1.1' } as const;

/**
 * The kubeconfig of a remote secret, as `istioctl create-remote-secret` writes it (istio/istio
 * istioctl/pkg/multicluster/remote_secret.go), with a placeholder for the token.
 * `certificateAuthorityData` is base64.
 */
export function kubeconfig(options: {
  readonly clusterId: string;
  readonly server: string;
  readonly certificateAuthorityData: string;
}): string {
  const name = options.clusterId;
  return textOf(
    new Document(
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
        users: [{ name, user: { token: TOKEN_PLACEHOLDER } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        'current-context': name,
        preferences: {},
      },
      YAML,
    ),
  );
}

/**
 * The kubeconfig of a plan with a token. It is set as the one value that it is, not put into the
 * text: what else the text holds comes from the clusters and the catalog, and may look like a
 * placeholder. Throws when the value is not the placeholder.
 */
export function kubeconfigWithToken(planned: string, token: string): string {
  const document = parseDocument(planned, YAML);
  if (document.getIn(TOKEN) !== TOKEN_PLACEHOLDER) {
    throw new Error('The planned kubeconfig has no place for a token');
  }
  document.setIn(TOKEN, token);
  return textOf(document);
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
