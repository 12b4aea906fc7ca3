import type {
  Certificate,
  Fingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { InputError } from '@backstage/errors';
import { fingerprintOf } from '../../text/fingerprintsOf';
import { scanPem } from '../../text/scanPem';

/**
 * Edits `root-cert.pem` of Secret `cacerts`. istiod takes a new bundle only when the old one
 * contains the new one or the other way round: compared by DER since Istio 1.30, as text before
 * (istio/istio pilot/pkg/bootstrap/istio_ca.go). So new roots follow the byte-exact old text, and
 * roots are never added and removed at once: when both are due, only the additions are made, and
 * `postponed` names the removals for the next plan. Throws for a text that holds anything else than
 * certificates.
 */
export function editRootPem(options: {
  readonly rootPem: string;
  readonly roots: readonly Certificate[];
  readonly remove: readonly Fingerprint[];
}): { readonly rootPem: string; readonly postponed: readonly Fingerprint[] } {
  const { certificates, faults } = scanPem(options.rootPem);
  if (faults.length > 0) {
    throw new InputError('The bundle does not hold certificates alone');
  }
  const blocks = certificates.map(({ start, end, der }) => ({
    start,
    end,
    fingerprint: fingerprintOf(der),
  }));
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
  return {
    rootPem: without(
      options.rootPem,
      blocks.filter(({ fingerprint }) => removed.includes(fingerprint)),
    ),
    postponed: [],
  };
}

/** A text without some parts, which are in its order. */
function without(
  text: string,
  parts: readonly { readonly start: number; readonly end: number }[],
): string {
  const starts = [0, ...parts.map(({ end }) => end)];
  const ends = [...parts.map(({ start }) => start), text.length];
  return starts.map((start, index) => text.slice(start, ends[index])).join('');
}
