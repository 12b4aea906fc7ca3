import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { meshFederationTopologyReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { Section } from '../../ui/layout/Section';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { LoadView } from '../../ui/load/LoadView';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useLoad } from '../../ui/load/useLoad';
import { ContradictionList } from './ContradictionList';
import { WitnessTable } from './WitnessTable';

/** How many answers istiod confirmed and contradicted, and every contradiction with both sides. */
export function WitnessPage() {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(t('page.witness'));
  const load = useLoad(useCallback(() => api.getWitness(), [api]));
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
    live: false,
  });
  return (
    <Container py="6">
      <LoadView load={load} permission={meshFederationTopologyReadPermission}>
        {report =>
          report.enabled ? (
            <Flex direction="column" gap="6">
              <Section
                title={t('witness.title')}
                description={t('witness.description')}
              >
                {report.clusters.length === 0 ? (
                  <EmptyNote
                    title={t('witness.none')}
                    description={t('witness.noneDescription')}
                  />
                ) : (
                  <WitnessTable clusters={report.clusters} />
                )}
              </Section>
              <ContradictionList
                contradictions={report.contradictions}
                leftOut={report.contradictionsLeftOut}
              />
            </Flex>
          ) : (
            <EmptyNote
              title={t('witness.off')}
              description={t('witness.offDescription')}
            />
          )
        }
      </LoadView>
    </Container>
  );
}
