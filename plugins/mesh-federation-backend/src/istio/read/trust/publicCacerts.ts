import {
  type ObjectRef,
  type Ownership,
  ROOT_KEY,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { objectOf, textOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf } from '../ownership';

/** Secret `cacerts` without the CA's key. */
export interface PublicCacerts {
  readonly secret: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  readonly signingPem: string;
  readonly chainPem: string;
  readonly rootPem: string;
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
  const text = (...keys: readonly string[]) => {
    const value = keys.map(key => textOf(data[key])).find(Boolean);
    return Buffer.from(value ?? '', 'base64').toString('utf8');
  };
  return {
    secret: objectRef(secret, { apiVersion: 'v1', kind: 'Secret' }),
    resourceVersion: secret.metadata.resourceVersion ?? '',
    ownership: ownershipOf(secret),
    signingPem: text('ca-cert.pem', 'tls.crt'),
    chainPem: text('cert-chain.pem'),
    rootPem: text(ROOT_KEY, 'ca.crt'),
  };
}
