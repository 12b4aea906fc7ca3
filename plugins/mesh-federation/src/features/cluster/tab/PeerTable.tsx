import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Text } from '@backstage/ui';
import type {
  DiscoveryRelation,
  TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { useAge } from '../../../ui/time/useAge';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { ClusterMesh, ClusterPeer } from '../buildClusterMesh';
import { discoveryTones, trustTones } from '../trust/relationTones';
import { ClusterLink } from '../ClusterLink';
import { FactTable } from '../../../ui/facts/FactTable';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import styles from './ClusterMeshContent.module.css';

/** From so many on a list is searched, not read. */
const SEARCHED_FROM = 8;

function TrustFact(props: { readonly relation?: TrustRelation }) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <div className={styles.stack}>
      <StatusLabel tone={trustTones[verdict]}>
        {t(`trust.verdict.${verdict}`)}
      </StatusLabel>
      {relation?.root && (
        <Fingerprint fingerprint={relation.root} name={relation.to} />
      )}
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? t('trust.notReported')}
      </Text>
      {Boolean(relation?.proxiesToRestart) && (
        <StatusLabel tone="warning">
          {t('trust.proxiesToRestart', {
            count: relation?.proxiesToRestart ?? 0,
          })}
        </StatusLabel>
      )}
    </div>
  );
}

function DiscoveryFact(props: { readonly relation?: DiscoveryRelation }) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <div className={styles.stack}>
      <StatusLabel tone={discoveryTones[verdict]}>
        {t(`discovery.verdict.${verdict}`)}
      </StatusLabel>
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? t('trust.notReported')}
      </Text>
    </div>
  );
}

function PeerName(props: { readonly peer: ClusterPeer }) {
  const { name, overview, verifies, verifiedBy } = props.peer;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
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
        {silent && overview.factsAt && (
          <StatusLabel tone="warning">
            {t('age.stale', { age: age(overview.factsAt) })}
          </StatusLabel>
        )}
        {!silent && oldest && (
          <Text variant="body-x-small" color="secondary">
            {t('age.label', { age: age(oldest) })}
          </Text>
        )}
      </div>
    </div>
  );
}

/** The other clusters: trust and discovery, each in both directions. */
export function PeerTable(props: { readonly mesh: ClusterMesh }) {
  const { peers, overview } = props.mesh;
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
      <FactTable
        label={t('clusterMesh.peers.title')}
        rows={shown}
        rowKey={peer => peer.name}
        even
        none={
          wanted
            ? t('clusterMesh.peers.nothingFound', { search })
            : t('clusterMesh.peers.none')
        }
        columns={[
          {
            id: 'peer',
            label: t('clusterMesh.peers.peer'),
            cell: peer => <PeerName peer={peer} />,
          },
          {
            id: 'verifies',
            label: t('clusterMesh.peers.verifies', { name }),
            cell: peer => <TrustFact relation={peer.verifies} />,
          },
          {
            id: 'verifiedBy',
            label: t('clusterMesh.peers.verifiedBy', { name }),
            cell: peer => <TrustFact relation={peer.verifiedBy} />,
          },
          {
            id: 'reads',
            label: t('clusterMesh.peers.reads', { name }),
            cell: peer => <DiscoveryFact relation={peer.reads} />,
          },
          {
            id: 'readBy',
            label: t('clusterMesh.peers.readBy', { name }),
            cell: peer => <DiscoveryFact relation={peer.readBy} />,
          },
        ]}
      />
    </Flex>
  );
}
