import {
  type ObjectRef,
  type Ownership,
  ROOT_KEY,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { objectOf, textOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf } from '../ownership';
import { scanPem, type PemScan } from '../../text/scanPem';

/** The certificates of Secret `cacerts`, and no text of it: a key may stand in any of them. */
export interface PublicCacerts {
  readonly secret: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  readonly signing: PemScan;
  readonly chain: PemScan;
  readonly roots: PemScan;
}

/**
 * Keeps the certificates of Secret `cacerts` and drops everything else, above all the key. Both
 * layouts that istiod knows are read: its own names, and those of a `kubernetes.io/tls` Secret.
 * Undefined when istiod keeps its self-signed CA there (key `istio-generated`). Source: istio/istio
 * pilot/pkg/bootstrap/istio_ca.go.
 */
export function publicCacerts(
  secret: KubernetesObject,
): PublicCacerts | undefined {
  const data = objectOf(secret.data);
  if ('istio-generated' in data) {
    return undefined;
  }
  const scan = (...keys: readonly string[]) => {
    const value = keys.map(key => textOf(data[key])).find(Boolean);
    return scanPem(Buffer.from(value ?? '', 'base64').toString('utf8'));
  };
  return {
    secret: objectRef(secret, { apiVersion: 'v1', kind: 'Secret' }),
    resourceVersion: secret.metadata.resourceVersion ?? '',
    ownership: ownershipOf(secret),
    signing: scan('ca-cert.pem', 'tls.crt'),
    chain: scan('cert-chain.pem'),
    roots: scan(ROOT_KEY, 'ca.crt'),
  };
}
