import {
  assertNever,
  shortFingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';
import { asSentence } from '../../../translation/asSentence';
import { namesInShort } from '../../../ui/facts/namesInShort';
import type { ClustersProblem } from './checkClusters';
import type { ClusterChoice, WhyNot } from './clusterChoices';

/** What people choose a cluster by, in a line. */
export function describeFacts(
  { istio, network, roots, federations, istiodDown }: ClusterChoice,
  t: MeshFederationTexts,
): string {
  const short = (names: readonly string[]) =>
    namesInShort(names, names.length, t);
  return [
    istio.length > 0 && t('picker.istio', { versions: short(istio) }),
    istiodDown && t('clusters.istiodDown'),
    network,
    roots.length > 0 &&
      t('picker.root', { fingerprints: short(roots.map(shortFingerprint)) }),
    federations.length > 0 &&
      t('picker.memberOf', { federations: short(federations) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Why a cluster cannot be chosen, as a sentence about it. */
export function describeWhyNot(whyNot: WhyNot, t: MeshFederationTexts): string {
  switch (whyNot.kind) {
    case 'user-token':
      return t('picker.whyNot.userToken', { provider: whyNot.provider });
    case 'not-observed':
      return t('picker.whyNot.notObserved');
    case 'silent':
      return asSentence(t('picker.whyNot.silent', { reason: whyNot.reason }));
    case 'no-istio':
      return t('picker.whyNot.noIstio');
    case 'external-ca':
      return t('picker.whyNot.externalCa');
    case 'member':
      return t('picker.whyNot.member', { federation: whyNot.federation });
    case 'no-member':
      return t('picker.whyNot.noMember', { federation: whyNot.federation });
    default:
      return assertNever(whyNot);
  }
}

/** What is wrong with a choice of clusters, as a sentence. */
export function describeClustersProblem(
  problem: ClustersProblem,
  t: MeshFederationTexts,
): string {
  switch (problem.kind) {
    case 'none':
      return t('planForm.clustersInvalid');
    case 'not-known':
      return t('picker.problem.notKnown', { cluster: problem.cluster });
    case 'not-choosable':
      return t('picker.problem.notChoosable', {
        cluster: problem.cluster,
        why: describeWhyNot(problem.whyNot, t),
      });
    case 'alone':
      return t('picker.problem.alone', { cluster: problem.cluster });
    default:
      return assertNever(problem);
  }
}
