import {
  optional,
  PROXY_CONFIG_XDS_AGENT,
  yamlText,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { certificatesOnly } from './certificatesOnly';
import { parseYaml } from './parseYaml';
import { at, listOf, textOf, textsOf } from '../../kubernetes/objects/json';
import { publicAddress } from './publicAddress';

/**
 * Of a mesh config only what a join edits: the list of roots, certificates alone, and the flag that
 * makes proxies ask for them. The rest is nobody's business, and may hold credentials. Source of
 * the fields: istio/api mesh/v1alpha1/config.proto CertificateData.
 */
export function meshRootsYaml(yaml: string): string {
  const mesh = parseYaml(yaml);
  const list = listOf(at(mesh, 'caCertificates')).map(entry => {
    const pem = at(entry, 'pem');
    const url = textOf(at(entry, 'spiffeBundleUrl'));
    return {
      ...optional({
        pem: typeof pem === 'string' ? certificatesOnly(pem) : undefined,
        spiffeBundleUrl: url && publicAddress(url),
        certSigners: nonEmpty(at(entry, 'certSigners')),
        trustDomains: nonEmpty(at(entry, 'trustDomains')),
      }),
    };
  });
  const flag = at(
    mesh,
    'defaultConfig',
    'proxyMetadata',
    PROXY_CONFIG_XDS_AGENT,
  );
  return yamlText({
    ...optional({ caCertificates: list.length > 0 ? list : undefined }),
    ...optional({
      defaultConfig:
        flag === undefined
          ? undefined
          : { proxyMetadata: { [PROXY_CONFIG_XDS_AGENT]: flag } },
    }),
  });
}

function nonEmpty(value: unknown): readonly string[] | undefined {
  const texts = textsOf(value);
  return texts.length > 0 ? texts : undefined;
}
