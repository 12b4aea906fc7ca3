import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { FindingList } from '../../finding/FindingList';
import { FindingContext } from '../../finding/context/FindingContext';
import { LeftOutFindings } from '../mesh/LeftOutFindings';
import { LeftOutPairs } from '../mesh/LeftOutPairs';
import { buildEntityMesh } from './buildEntityMesh';
import { EntityClusterCard } from './EntityClusterCard';

/** The clusters where an entity runs, or may run, whom they trust, and what is wrong with them. */
export function MeshSections(props: { readonly mesh: EntityMesh }) {
  const { mesh } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const clusters = buildEntityMesh(mesh);
  if (clusters.length === 0) return null;
  return (
    <>
      <Section title={t('entity.title')}>
        <Flex direction="column" gap="4">
          {clusters.map(cluster => (
            <EntityClusterCard key={cluster.name} cluster={cluster} />
          ))}
          <LeftOutPairs leftOut={mesh.leftOut} />
        </Flex>
      </Section>
      <Section title={t('findings.title')}>
        <FindingContext value={mesh}>
          <FindingList findings={mesh.findings} />
          <LeftOutFindings leftOut={mesh.leftOut} />
        </FindingContext>
      </Section>
    </>
  );
}
