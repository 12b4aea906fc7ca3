import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField } from '@backstage/ui';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import { ClusterLink } from '../ClusterLink';
import type { ClusterMesh, ClusterPeer } from '../mesh/buildClusterMesh';
import { LeftOutPairs } from '../mesh/LeftOutPairs';
import { PeerTable } from '../peers/PeerTable';
import styles from './ClusterMeshContent.module.css';

/** A list of at least so many peers gets a search field. */
const SEARCHED_FROM = 8;

function PeerName(props: { readonly peer: ClusterPeer }) {
  const { name, overview, verifies, verifiedBy } = props.peer;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [oldest] = [verifies?.at, verifiedBy?.at].filter(Boolean).sort();
  const silent = overview?.reachable.status === 'unknown';
  return (
    <div className={styles.stack}>
      <ClusterLink
        name={overview?.cluster.title ?? name}
        entityRef={overview?.cluster.entityRef}
      />
      <div className={styles.notes}>
        {silent && (
          <StatusLabel tone="unknown">
            {overview.factsAt
              ? t('clusterMesh.silent')
              : t('clusterMesh.never')}
          </StatusLabel>
        )}
        <FactsAge at={silent ? overview.factsAt : oldest} stale={silent} />
      </div>
    </div>
  );
}

/** The other clusters, of which a long list is searched. */
export function PeerList(props: { readonly mesh: ClusterMesh }) {
  const { peers, overview, leftOut } = props.mesh;
  const { name } = overview.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase('en-US');
  const shown = peers.filter(peer =>
    `${peer.name} ${peer.overview?.cluster.title ?? ''}`
      .toLocaleLowerCase('en-US')
      .includes(wanted),
  );
  return (
    <Flex direction="column" gap="3">
      {peers.length >= SEARCHED_FROM && (
        <SearchField
          className={styles.search}
          size="small"
          aria-label={t('clusterMesh.peers.search')}
          placeholder={t('clusterMesh.peers.search')}
          value={search}
          onChange={setSearch}
        />
      )}
      <PeerTable
        cluster={name}
        peers={shown}
        none={
          wanted
            ? t('clusterMesh.peers.nothingFound', { search })
            : t('clusterMesh.peers.none')
        }
        nameOf={peer => <PeerName peer={peer} />}
        detailed
      />
      <LeftOutPairs leftOut={leftOut} />
    </Flex>
  );
}
