import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useId } from 'react';
import { useAge } from '../../../ui/time/useAge';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { asSentence } from '../../../translation/asSentence';
import type { EntityMeshCluster } from './buildEntityMesh';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { ClusterFacts } from './ClusterFacts';
import styles from './EntityClusterCard.module.css';
import { PeerTable } from './PeerTable';

function ReachabilityNote(props: { readonly cluster: EntityMeshCluster }) {
  const { overview, presence } = props.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const reachable = overview?.reachable;
  if (!overview || !reachable || !overview.factsAt) {
    const reason =
      reachable?.status === 'unknown'
        ? reachable.reason.message
        : presence.reason;
    return (
      <Alert
        status="warning"
        icon
        title={t('entity.unknownTitle')}
        description={reason}
      />
    );
  }
  if (reachable.status === 'unknown') {
    return (
      <Alert
        status="warning"
        icon
        title={t('entity.staleTitle')}
        description={t('entity.staleDescription', {
          age: age(overview.factsAt),
          reason: asSentence(reachable.reason.message),
        })}
      />
    );
  }
  return null;
}

function AgeLabel(props: { readonly cluster: EntityMeshCluster }) {
  const { overview } = props.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (!overview?.factsAt) return null;
  const words = age(overview.factsAt);
  return overview.stale ? (
    <StatusLabel tone="warning">{t('age.stale', { age: words })}</StatusLabel>
  ) : (
    <Text variant="body-small" color="secondary">
      {t('age.label', { age: words })}
    </Text>
  );
}

/** One cluster where the entity runs, or may run. */
export function EntityClusterCard(props: {
  readonly cluster: EntityMeshCluster;
}) {
  const { cluster } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <CardHeader>
        <div className={styles.head}>
          <Text as="h2" variant="title-x-small" weight="bold" id={id}>
            {cluster.overview?.cluster.title ?? cluster.name}
          </Text>
          <AgeLabel cluster={cluster} />
        </div>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="5">
          <ReachabilityNote cluster={cluster} />
          {cluster.presence.presence === 'unknown' && (
            <Flex direction="column" gap="1" align="start">
              <StatusLabel tone="unknown">
                {t('entity.presenceUnknown')}
              </StatusLabel>
              {cluster.presence.reason && (
                <Text as="p" variant="body-small">
                  {cluster.presence.reason}
                </Text>
              )}
            </Flex>
          )}
          <ClusterFacts cluster={cluster} />
          <PeerTable cluster={cluster} />
        </Flex>
      </CardBody>
    </Card>
  );
}
