import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import {
  meshFederationObservePermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiRefreshLine } from '@remixicon/react';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../../ui/action/PermittedButton';
import { useAction } from '../../../ui/action/useAction';
import { usePageTitle } from '../../../ui/layout/usePageTitle';
import { Section } from '../../../ui/layout/Section';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import { LoadView } from '../../../ui/load/LoadView';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { useLoad } from '../../../ui/load/useLoad';
import { FindingContext } from '../../finding/context/FindingContext';
import { FindingList } from '../../finding/FindingList';
import { loadMeshReport } from '../loadMeshReport';
import { buildTrustMatrix } from '../trust/buildTrustMatrix';
import { TrustMatrix } from '../trust/TrustMatrix';
import { ClusterTable } from './ClusterTable';
import { EndingTable } from './EndingTable';
import { NotJoined } from './NotJoined';

/** Clusters, trust between them, and findings. */
export function OverviewPage() {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useLoad(useCallback(() => loadMeshReport(api), [api]));
  usePageTitle(t('page.overview'));
  useLiveRefresh({ refresh: load.refresh });
  const { refresh } = load;
  const observe = useAction(
    useCallback(async () => {
      await api.observe();
      await refresh();
    }, [api, refresh]),
  );

  return (
    <Container py="6">
      <LoadView load={load} permission={meshFederationTopologyReadPermission}>
        {({ clusters, report, findings }) => (
          <Flex direction="column" gap="8">
            <Section
              title={t('clusters.title')}
              actions={
                <PermittedButton
                  permission={meshFederationObservePermission}
                  variant="secondary"
                  size="small"
                  iconStart={<RiRefreshLine />}
                  isPending={observe.pending}
                  onPress={() => observe.run()}
                >
                  {t('action.observe')}
                </PermittedButton>
              }
            >
              {observe.error && (
                <FailureAlert
                  title={t('action.failed')}
                  error={observe.error}
                />
              )}
              <NotJoined clusters={clusters} />
              <ClusterTable clusters={clusters} />
            </Section>
            <Section
              title={t('endings.title')}
              description={t('endings.description')}
            >
              <EndingTable clusters={clusters} />
            </Section>
            <Section
              title={t('trust.title')}
              description={t('trust.description')}
            >
              <TrustMatrix rows={buildTrustMatrix({ report, clusters })} />
            </Section>
            <Section title={t('findings.title')}>
              <FindingContext value={{ clusters }}>
                <FindingList findings={findings} />
              </FindingContext>
            </Section>
          </Flex>
        )}
      </LoadView>
    </Container>
  );
}
