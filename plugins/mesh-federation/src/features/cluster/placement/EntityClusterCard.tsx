import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useId } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import { LivenessNote } from '../LivenessNote';
import { PeerTable } from '../peers/PeerTable';
import type { EntityMeshCluster } from './buildEntityMesh';
import { ClusterFacts } from './ClusterFacts';
import styles from './EntityClusterCard.module.css';

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
          <FactsAge
            at={cluster.overview?.factsAt}
            stale={cluster.overview?.stale}
            variant="body-small"
          />
        </div>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="5">
          <LivenessNote
            overview={cluster.overview}
            reason={cluster.presence.reason}
          />
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
          <Flex direction="column" gap="2">
            <Text as="h3" variant="body-medium" weight="bold">
              {t('clusterMesh.peers.title')}
            </Text>
            <PeerTable
              cluster={cluster.name}
              peers={cluster.peers}
              none={t('clusterMesh.peers.none')}
              nameOf={({ name }) => name}
            />
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}
