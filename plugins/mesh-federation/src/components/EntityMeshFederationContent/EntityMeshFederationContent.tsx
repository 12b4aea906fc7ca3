import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import {
  meshFederationEntityReadPermission,
  type EntityMesh,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { useLiveRefresh } from '../../hooks/useLiveRefresh';
import { useLoad } from '../../hooks/useLoad';
import { meshFederationTranslationRef } from '../../translation';
import { buildEntityMesh } from '../../view/buildEntityMesh';
import { EmptyNote } from '../EmptyNote';
import { EntityClusterCard } from '../EntityClusterCard';
import { FindingList } from '../FindingList';
import { LoadView } from '../LoadView';
import { Section } from '../Section';

function EntityMeshView(props: { readonly mesh: EntityMesh }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const view = buildEntityMesh(props.mesh);
  switch (view.state) {
    case 'no-annotation':
      return (
        <EmptyNote
          title={t('entity.noAnnotationTitle')}
          description={t('entity.noAnnotationDescription')}
        />
      );
    case 'absent':
      return (
        <EmptyNote
          title={t('entity.absentTitle')}
          description={t('entity.absentDescription')}
        />
      );
    case 'cluster-absent':
      return (
        <EmptyNote
          title={t('entity.clusterAbsentTitle')}
          description={t('entity.clusterAbsentDescription')}
        />
      );
    case 'found':
      return (
        <>
          {view.clusters.map(cluster => (
            <EntityClusterCard key={cluster.name} cluster={cluster} />
          ))}
          <Section title={t('findings.title')}>
            <FindingList findings={view.findings} />
          </Section>
        </>
      );
    default:
      return view satisfies never;
  }
}

/** The tab of an entity: the clusters where it runs, whom they trust, and what is wrong. */
export function EntityMeshFederationContent() {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(
      () => api.getEntityMesh({ kind, namespace, name }),
      [api, kind, namespace, name],
    ),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
  });
  return (
    <Container>
      <LoadView load={load} permission={meshFederationEntityReadPermission}>
        {mesh => (
          <Flex direction="column" gap="6">
            <EntityMeshView mesh={mesh} />
          </Flex>
        )}
      </LoadView>
    </Container>
  );
}
