import {
  optional,
  type Certificate,
  PROXY_CONFIG_XDS_AGENT,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { Document } from 'yaml';
import { pemScalar } from './pemScalar';

/**
 * Our shared mesh config: one entry for each root and the flag that makes proxies ask for them.
 * Exactly one certificate an entry, because istiod reads only the first (istio/istio
 * pilot/pkg/trustbundle/trustbundle.go).
 */
export function ownMeshConfigYaml(roots: readonly Certificate[]): string {
  const document = new Document({
    ...optional({
      caCertificates:
        roots.length > 0
          ? roots.map(({ pem }) => ({ pem: pemScalar(pem) }))
          : undefined,
    }),
    defaultConfig: { proxyMetadata: { [PROXY_CONFIG_XDS_AGENT]: 'true' } },
  });
  return document.toString({ lineWidth: 0 });
}
