import type { Fingerprint } from '../basics/identifiers';
import type { Observed } from '../basics/observed';
import type { Certificate, CertificateProblem } from './certificate';
import type { Ownership } from './ownership';

/**
 * What a cluster vouches with: its own roots, and where they have arrived.
 *
 * @public
 */
export interface TrustStore {
  /**
   * ConfigMap istio-ca-root-cert of the control plane's namespace: the bundle of the cluster's own
   * CA.
   */
  readonly roots: readonly Certificate[];
  /** Namespaces whose ConfigMap holds another set of roots, or none, sorted by namespace. */
  readonly laggingNamespaces: readonly {
    readonly namespace: string;
    readonly fingerprints: readonly Fingerprint[];
  }[];
  /** Public parts of Secret cacerts; absent without that Secret. */
  readonly pluggedIn?: {
    readonly resourceVersion: string;
    readonly ownership: Ownership;
    readonly signing: Certificate;
    readonly chain: readonly Certificate[];
    readonly roots: readonly Certificate[];
  };
  readonly problems: readonly CertificateProblem[];
}

/**
 * ROOTCA of one running proxy, read from its own secret dump.
 *
 * @public
 */
export interface ProxyRoots {
  readonly namespace: string;
  readonly pod: string;
  readonly workload: string;
  readonly roots: Observed<readonly Fingerprint[]>;
}
