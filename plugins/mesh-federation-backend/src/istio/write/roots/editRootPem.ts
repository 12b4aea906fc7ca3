import type {
  Certificate,
  Fingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { certificateBlocks } from './certificateBlocks';

/**
 * Edits `root-cert.pem` of Secret `cacerts`. istiod takes a new bundle only when the old one
 * contains the new one or the other way round: compared by DER since Istio 1.30, as text before
 * (istio/istio pilot/pkg/bootstrap/istio_ca.go). So new roots follow the byte-exact old text, and
 * roots are never added and removed at once: when both are due, only the additions are made, and
 * `postponed` names the removals for the next plan.
 */
export function editRootPem(options: {
  readonly rootPem: string;
  readonly roots: readonly Certificate[];
  readonly remove: readonly Fingerprint[];
}): { readonly rootPem: string; readonly postponed: readonly Fingerprint[] } {
  const blocks = certificateBlocks(options.rootPem);
  const present = new Set(blocks.map(block => block.fingerprint));
  const wanted = new Set(options.roots.map(root => root.fingerprint));
  const removed = options.remove.filter(
    fingerprint => present.has(fingerprint) && !wanted.has(fingerprint),
  );
  const added = options.roots.filter(root => !present.has(root.fingerprint));
  if (added.length > 0) {
    const separator =
      options.rootPem === '' || options.rootPem.endsWith('\n') ? '' : '\n';
    return {
      rootPem:
        options.rootPem + separator + added.map(root => root.pem).join(''),
      postponed: removed,
    };
  }
  const rootPem = blocks
    .filter(block => block.fingerprint && removed.includes(block.fingerprint))
    .reduce((text, block) => text.replace(block.text, ''), options.rootPem);
  return { rootPem, postponed: [] };
}
