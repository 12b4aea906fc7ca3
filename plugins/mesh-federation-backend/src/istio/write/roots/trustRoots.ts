import type {
  Certificate,
  Fingerprint,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What a trust-roots step does, in one line. */
export function trustRootsTitle(step: StepOf<'trust-roots'>): string {
  if (step.roots.length === 0) {
    return `Remove the roots of other clusters from ${step.cluster}`;
  }
  const peers = [...new Set(step.roots.map(root => root.cluster))].sort();
  return `Trust the root${step.roots.length > 1 ? 's' : ''} of ${peers.join(
    ', ',
  )} in ${step.cluster}`;
}

/** The certificates wanted, each once. */
export function wantedRoots(
  step: StepOf<'trust-roots'>,
): readonly Certificate[] {
  const byFingerprint = new Map(
    step.roots.map(({ certificate }) => [certificate.fingerprint, certificate]),
  );
  return [...byFingerprint.values()];
}

/** Fingerprints that were there before and are not wanted any more. */
export function unwantedRoots(
  step: StepOf<'trust-roots'>,
): readonly Fingerprint[] {
  const wanted = new Set(wantedRoots(step).map(root => root.fingerprint));
  return step.before
    .map(root => root.fingerprint)
    .filter(fingerprint => !wanted.has(fingerprint));
}
