import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { OverviewRow, OverviewRows } from '../../../ui/layout/OverviewRows';
import { TabLink } from '../../../ui/link/TabLink';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { LoadView } from '../../../ui/load/LoadView';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { ExpiryLabel } from '../../../ui/time/ExpiryLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import type { ClusterMesh } from './buildClusterMesh';
import { countErrors } from './meshTone';
import { trustTone } from './trustTone';
import { useClusterMesh } from './useClusterMesh';

function TrustStatus(props: { readonly mesh: ClusterMesh }) {
  const { peerCount: count, trustedPeers } = props.mesh;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const tone = trustTone(props.mesh);
  if (count === 0) {
    return <StatusLabel tone={tone}>{t('cards.cluster.noPeers')}</StatusLabel>;
  }
  return (
    <StatusLabel tone={tone}>
      {tone === 'unknown' && trustedPeers === 0
        ? t('cards.cluster.trustUnknown')
        : t('cards.cluster.trusted', { trusted: String(trustedPeers), count })}
    </StatusLabel>
  );
}

function ExpiryRow(props: { readonly mesh: ClusterMesh }) {
  const { endsFirst, overview } = props.mesh;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (!endsFirst) {
    return (
      <OverviewRow name={t('cards.cluster.expiry')}>
        <StatusLabel tone="unknown">{t('cards.cluster.noExpiry')}</StatusLabel>
      </OverviewRow>
    );
  }
  const { kind, name, at, soonMs } = endsFirst;
  return (
    <OverviewRow
      name={t('cards.cluster.expiry')}
      note={t(`cards.cluster.${kind}`, { name })}
    >
      <ExpiryLabel at={at} soonMs={soonMs} stale={overview.stale} />
    </OverviewRow>
  );
}

function FindingStatus(props: { readonly mesh: ClusterMesh }) {
  const { findings, leftOut, liveness } = props.mesh;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const errors = countErrors(props.mesh);
  const warnings =
    findings.filter(f => f.severity === 'warning').length +
    (leftOut?.findings.warning ?? 0);
  if (errors > 0) {
    return (
      <StatusLabel tone="danger">
        {t('cards.cluster.errors', { count: errors })}
      </StatusLabel>
    );
  }
  if (warnings > 0) {
    return (
      <StatusLabel tone="warning">
        {t('cards.cluster.warnings', { count: warnings })}
      </StatusLabel>
    );
  }
  return liveness === 'answers' ? (
    <StatusLabel tone="success">{t('cards.cluster.noErrors')}</StatusLabel>
  ) : (
    <StatusLabel tone="unknown">{t('cards.cluster.noErrorsKnown')}</StatusLabel>
  );
}

function Summary(props: { readonly mesh: ClusterMesh }) {
  const { mesh } = props;
  const { overview, liveness } = mesh;
  const { factsAt, stale } = overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Flex direction="column" gap="3">
      {liveness === 'unknown' && (
        <Flex>
          <StatusLabel tone="unknown">{t('clusterMesh.never')}</StatusLabel>
        </Flex>
      )}
      {stale && <FactsAge at={factsAt} stale />}
      <OverviewRows label={t('cards.cluster.title')}>
        <OverviewRow name={t('trust.title')}>
          <TrustStatus mesh={mesh} />
        </OverviewRow>
        <ExpiryRow mesh={mesh} />
        <OverviewRow name={t('findings.title')}>
          <FindingStatus mesh={mesh} />
        </OverviewRow>
      </OverviewRows>
      {!stale && <FactsAge at={factsAt} />}
    </Flex>
  );
}

/**
 * On the overview of a cluster's Resource: how many peers are trusted, what ends first, what is
 * wrong.
 */
export function ClusterMeshCard() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useClusterMesh();
  return (
    <TitledCard title={t('cards.cluster.title')} footer={<TabLink />}>
      <LoadView load={load} permission={meshFederationEntityReadPermission}>
        {mesh =>
          mesh ? (
            <Summary mesh={mesh} />
          ) : (
            <Text as="p" color="secondary">
              {t('clusterMesh.absentTitle')}
            </Text>
          )
        }
      </LoadView>
    </TitledCard>
  );
}
