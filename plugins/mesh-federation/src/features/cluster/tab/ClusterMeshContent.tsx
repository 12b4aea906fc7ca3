import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { LoadView } from '../../../ui/load/LoadView';
import { FindingContext } from '../../finding/context/FindingContext';
import { FindingList } from '../../finding/FindingList';
import { LivenessNote } from '../LivenessNote';
import type { ClusterMesh } from '../mesh/buildClusterMesh';
import { LeftOutFindings } from '../mesh/LeftOutFindings';
import { useClusterMesh } from '../mesh/useClusterMesh';
import { ClusterHeadline } from './ClusterHeadline';
import { ClusterIdentity } from './ClusterIdentity';
import { GatewayTable } from './GatewayTable';
import { PeerList } from './PeerList';
import { RemoteSecretTable } from './RemoteSecretTable';
import { RootTable } from './RootTable';

function ClusterMeshView(props: { readonly mesh: ClusterMesh }) {
  const { mesh } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { name } = mesh.overview.cluster;
  return (
    <Flex direction="column" gap="5">
      <ClusterHeadline mesh={mesh} />
      <LivenessNote overview={mesh.overview} />
      <ClusterIdentity mesh={mesh} />
      <TitledCard title={t('findings.title')}>
        <FindingContext
          value={{
            clusters: [
              mesh.overview,
              ...mesh.peers.flatMap(({ overview }) => overview ?? []),
            ],
          }}
        >
          <FindingList findings={mesh.findings} />
          <LeftOutFindings leftOut={mesh.leftOut} />
        </FindingContext>
      </TitledCard>
      <TitledCard title={t('clusterMesh.peers.title')}>
        <PeerList mesh={mesh} />
      </TitledCard>
      <TitledCard title={t('clusterMesh.roots.title')}>
        <RootTable overview={mesh.overview} />
      </TitledCard>
      <TitledCard
        title={t('clusterMesh.secrets.title')}
        description={t('clusterMesh.secrets.description', { name })}
      >
        <RemoteSecretTable mesh={mesh} />
      </TitledCard>
      <TitledCard title={t('clusterMesh.gateways.title')}>
        <GatewayTable overview={mesh.overview} />
      </TitledCard>
    </Flex>
  );
}

/**
 * The tab of a cluster's Resource: trust with other clusters, root certificates, remote secrets and
 * east-west gateways.
 */
export function ClusterMeshContent() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useClusterMesh();
  return (
    <LoadView load={load} permission={meshFederationEntityReadPermission}>
      {mesh =>
        mesh ? (
          <ClusterMeshView mesh={mesh} />
        ) : (
          <EmptyNote
            title={t('clusterMesh.absentTitle')}
            description={t('clusterMesh.absentDescription')}
          />
        )
      }
    </LoadView>
  );
}
