import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { fingerprintsOf } from '../../text/fingerprintsOf';
import { at, listOf, textOf } from '../../../kubernetes/objects/json';

/**
 * Asks Envoy's admin interface for the active secrets by the proxy's own command. Envoy redacts the
 * keys.
 */
export const SECRET_DUMP_COMMAND: readonly string[] = [
  'pilot-agent',
  'request',
  'GET',
  'config_dump?resource=dynamic_active_secrets',
];

/**
 * Reads every root out of a proxy's secret dump (secret `ROOTCA`), sorted. Envoy's `/certs` would
 * show only the first. Throws when the text is not such a dump or has no ROOTCA. Source:
 * istio/istio pkg/security (RootCertReqResourceName).
 */
export function decodeProxyRoots(dump: string): readonly Fingerprint[] {
  const root = listOf(at(parse(dump), 'configs')).find(
    secret => at(secret, 'name') === 'ROOTCA',
  );
  const bytes = textOf(
    at(root, 'secret', 'validation_context', 'trusted_ca', 'inline_bytes'),
  );
  if (!bytes) {
    throw new Error('the secret dump of the proxy has no ROOTCA');
  }
  const pem = Buffer.from(bytes, 'base64').toString('utf8');
  return [...new Set(fingerprintsOf(pem))].sort();
}

/** pilot-agent logs to the standard output as well, before it prints the answer. */
function parse(dump: string): unknown {
  try {
    return JSON.parse(dump.slice(Math.max(0, dump.search(/^\{/m))));
  } catch {
    throw new Error('the answer of the proxy is not a secret dump');
  }
}
