import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { ClusterMesh } from '../mesh/buildClusterMesh';
import styles from './ClusterMeshContent.module.css';

const LIVENESS = {
  answers: ['success', 'clusterMesh.answers'],
  silent: ['unknown', 'clusterMesh.silent'],
  unknown: ['unknown', 'clusterMesh.never'],
} as const;

function Fact(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}

function Values(props: {
  readonly values: readonly (string | undefined)[];
  /** Said when there is no value although the cluster was observed. */
  readonly none?: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const values = [...new Set(props.values.filter(Boolean))];
  if (values.length > 0) return <Text>{values.join(', ')}</Text>;
  return props.none ? (
    <Text color="secondary">{props.none}</Text>
  ) : (
    <StatusLabel tone="unknown">{t('clusters.notKnown')}</StatusLabel>
  );
}

/** What the cluster is: versions, mesh, trust domain, network, proxies. */
export function ClusterIdentity(props: { readonly mesh: ClusterMesh }) {
  const { overview, liveness } = props.mesh;
  const { controlPlanes: planes, proxies, factsAt } = overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [tone, words] = LIVENESS[liveness];
  const none = factsAt && t('clusterMesh.identity.none');
  return (
    <TitledCard title={t('clusterMesh.identity.title')}>
      <dl className={styles.facts}>
        <Fact label={t('clusterMesh.identity.status')}>
          <StatusLabel tone={tone}>{t(words)}</StatusLabel>
        </Fact>
        <Fact label={t('clusterMesh.identity.kubernetes')}>
          <Values values={[overview.kubernetesVersion]} />
        </Fact>
        <Fact label={t('clusterMesh.identity.istio')}>
          <Values
            values={planes.map(({ version, revision }) =>
              [version, revision !== 'default' && `(${revision})`]
                .filter(Boolean)
                .join(' '),
            )}
          />
        </Fact>
        <Fact label={t('clusterMesh.identity.meshId')}>
          <Values values={planes.map(p => p.meshId)} />
        </Fact>
        <Fact label={t('clusterMesh.identity.trustDomain')}>
          <Values values={planes.map(p => p.trustDomain)} />
        </Fact>
        <Fact label={t('clusterMesh.identity.network')}>
          <Values values={[overview.network]} none={none} />
        </Fact>
        <Fact label={t('clusterMesh.identity.clusterId')}>
          <Values values={planes.map(p => p.clusterId)} />
        </Fact>
        <Fact label={t('clusterMesh.identity.proxies')}>
          <Values
            values={[
              proxies &&
                t('clusters.ofTotal', {
                  with: String(proxies.withXdsAgent),
                  total: String(proxies.total),
                }),
            ]}
          />
        </Fact>
        <Fact label={t('clusterMesh.identity.federations')}>
          <Values values={overview.federations} none={none} />
        </Fact>
      </dl>
    </TitledCard>
  );
}
