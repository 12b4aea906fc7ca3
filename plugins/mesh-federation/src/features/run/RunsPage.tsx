import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { meshFederationTopologyReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { LoadView } from '../../ui/load/LoadView';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useLoad } from '../../ui/load/useLoad';
import { RunTable } from './RunTable';

/** All runs of all federations. */
export function RunsPage() {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(t('page.runs'));
  const load = useLoad(
    useCallback(async () => (await api.listRuns()).items, [api]),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'run',
    live:
      load.status === 'ready' &&
      load.value.some(run => run.status === 'running'),
  });
  return (
    <Container py="6">
      <LoadView load={load} permission={meshFederationTopologyReadPermission}>
        {runs => (
          <Section title={t('page.runs')}>
            {runs.length === 0 ? (
              <EmptyNote
                title={t('run.none')}
                description={t('run.noneDescription')}
              />
            ) : (
              <RunTable runs={runs} />
            )}
          </Section>
        )}
      </LoadView>
    </Container>
  );
}
