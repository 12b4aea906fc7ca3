import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { SummaryCard } from '../../../ui/layout/SummaryCard';
import { FactsAge } from '../../../ui/time/FactsAge';
import type { ClusterMesh } from '../mesh/buildClusterMesh';
import { countErrors, meshTone } from '../mesh/meshTone';
import { trustTone } from '../mesh/trustTone';

function useTrustSentence(mesh: ClusterMesh): string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { overview, liveness, peers, peerCount: count, trustedPeers } = mesh;
  const name = overview.cluster.title ?? overview.cluster.name;
  if (liveness === 'unknown')
    return t('clusterMesh.headline.unknown', { name });
  if (count === 0) return t('clusterMesh.headline.none');
  const words = { name, count, peer: peers[0].name };
  if (trustedPeers === 0) {
    return trustTone(mesh) === 'unknown'
      ? t('clusterMesh.headline.notKnown', words)
      : t('clusterMesh.headline.nobody', words);
  }
  return trustedPeers === count
    ? t('clusterMesh.headline.all', words)
    : t('clusterMesh.headline.some', {
        name,
        count,
        trusted: String(trustedPeers),
      });
}

/** The worst first: errors, then trust. */
function useHeadline(mesh: ClusterMesh): string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { cluster } = mesh.overview;
  const trust = useTrustSentence(mesh);
  const count = countErrors(mesh);
  if (count === 0) return trust;
  const name = cluster.title ?? cluster.name;
  return `${t('clusterMesh.headline.errors', { name, count })} ${trust}`;
}

/** The cluster in one or two sentences, and how old the facts are. */
export function ClusterHeadline(props: { readonly mesh: ClusterMesh }) {
  const { mesh } = props;
  const { factsAt, stale } = mesh.overview;
  return (
    <SummaryCard tone={meshTone(mesh)}>
      <Text as="h2" variant="title-small" weight="bold">
        {useHeadline(mesh)}
      </Text>
      <FactsAge at={factsAt} stale={stale} variant="body-small" />
    </SummaryCard>
  );
}
