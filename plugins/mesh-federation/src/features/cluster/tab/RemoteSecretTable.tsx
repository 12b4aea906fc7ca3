import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  renewBeforeMs,
  type RemoteSecret,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable } from '../../../ui/facts/FactTable';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { ExpiryLabel } from '../../../ui/time/ExpiryLabel';
import { ClusterLink } from '../ClusterLink';
import type {
  ClusterMesh,
  ClusterRemoteSecret,
} from '../mesh/buildClusterMesh';
import { isRevoked } from '../mesh/isRevoked';
import { DiscoveryFact } from '../peers/DiscoveryFact';
import styles from './ClusterMeshContent.module.css';

function TokenReview(props: {
  readonly secret: RemoteSecret;
  readonly stale: boolean;
}) {
  const { token } = props.secret;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (token.status === 'unknown') {
    return (
      <>
        <StatusLabel tone="unknown">{t('clusters.notKnown')}</StatusLabel>
        <Text as="p" variant="body-x-small" color="secondary">
          {token.reason.message}
        </Text>
      </>
    );
  }
  const accepted = props.stale ? 'unknown' : 'success';
  return (
    <StatusLabel tone={token.value === 'accepted' ? accepted : 'danger'}>
      {t(`clusterMesh.secrets.${token.value}`)}
    </StatusLabel>
  );
}

function TokenFact(props: {
  readonly secret: RemoteSecret;
  readonly stale: boolean;
}) {
  const { secret, stale } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (secret.problem) {
    return <StatusLabel tone="danger">{secret.problem}</StatusLabel>;
  }
  if (secret.credential !== 'token') {
    return (
      <StatusLabel tone="neutral">
        {t('clusterMesh.secrets.noToken', { credential: secret.credential })}
      </StatusLabel>
    );
  }
  if (isRevoked(secret)) {
    return <TokenReview secret={secret} stale={stale} />;
  }
  return (
    <div className={styles.stack}>
      {secret.tokenExpiresAt ? (
        <ExpiryLabel
          at={secret.tokenExpiresAt}
          soonMs={renewBeforeMs(secret)}
          stale={stale}
        />
      ) : (
        <StatusLabel tone="info">
          {t('clusterMesh.secrets.neverEnds')}
        </StatusLabel>
      )}
      <TokenReview secret={secret} stale={stale} />
    </div>
  );
}

function TargetFact(props: { readonly row: ClusterRemoteSecret }) {
  const { peer, secret } = props.row;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <div className={styles.stack}>
      {peer ? (
        <ClusterLink
          name={peer.overview?.cluster.title ?? peer.name}
          entityRef={peer.overview?.cluster.entityRef}
        />
      ) : (
        <StatusLabel tone="unknown">
          {t('clusterMesh.secrets.noCluster', { clusterId: secret.clusterId })}
        </StatusLabel>
      )}
      {secret.server && <code className={styles.code}>{secret.server}</code>}
    </div>
  );
}

/**
 * The secrets with which the cluster's istiod reads other clusters: to which cluster each leads,
 * how long its token lasts and whether istiod is synced.
 */
export function RemoteSecretTable(props: { readonly mesh: ClusterMesh }) {
  const { remoteSecrets, overview } = props.mesh;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <FactTable
      label={t('clusterMesh.secrets.title')}
      rows={remoteSecrets}
      rowKey={({ secret }) =>
        `${secret.secret.namespace}/${secret.secret.name}/${secret.clusterId}`
      }
      none={t('clusterMesh.secrets.none')}
      columns={[
        {
          id: 'secret',
          label: t('clusterMesh.secrets.secret'),
          cell: ({ secret }) => secret.secret.name,
        },
        {
          id: 'target',
          label: t('clusterMesh.secrets.leadsTo'),
          cell: row => <TargetFact row={row} />,
        },
        {
          id: 'token',
          label: t('clusterMesh.secrets.token'),
          cell: ({ secret }) => (
            <TokenFact secret={secret} stale={overview.stale} />
          ),
        },
        {
          id: 'sync',
          label: t('clusterMesh.secrets.sync'),
          cell: ({ peer }) => (
            <DiscoveryFact
              relation={peer?.reads}
              missing={peer ? undefined : t('clusterMesh.secrets.noPeer')}
            />
          ),
        },
      ]}
    />
  );
}
