import { Document } from 'yaml';
import { PROXY_CONFIG_XDS_AGENT, type Certificate } from '../../model';
import { optional } from '../../model/basics/optional';
import { pemScalar } from './pemScalar';

/**
 * Our shared mesh config: one entry for each root and the flag that makes proxies ask for them.
 * Exactly one certificate an entry, because istiod reads only the first (istio/istio
 * pilot/pkg/trustbundle/trustbundle.go).
 *
 * @alpha
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
