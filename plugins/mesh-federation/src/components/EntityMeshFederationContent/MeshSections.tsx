import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation';
import { buildEntityMesh } from '../../view/buildEntityMesh';
import { EmptyNote } from '../EmptyNote';
import { EntityClusterCard } from '../EntityClusterCard';
import { FindingList } from '../FindingList';
import { Section } from '../Section';

/** The clusters where an entity runs, whom they trust, and what is wrong with them. */
export function MeshSections(props: { readonly mesh: EntityMesh }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const view = buildEntityMesh(props.mesh);
  switch (view.state) {
    case 'nowhere':
      return null;
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
          <Section title={t('entity.title')}>
            <Flex direction="column" gap="4">
              {view.clusters.map(cluster => (
                <EntityClusterCard key={cluster.name} cluster={cluster} />
              ))}
            </Flex>
          </Section>
          <Section title={t('findings.title')}>
            <FindingList findings={view.findings} />
          </Section>
        </>
      );
    default:
      return view satisfies never;
  }
}
