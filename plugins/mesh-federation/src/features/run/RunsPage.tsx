import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { meshFederationTopologyReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { loadPages } from '../../ui/load/loadPages';
import { LoadView } from '../../ui/load/LoadView';
import { ShowMore } from '../../ui/load/ShowMore';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useLoad } from '../../ui/load/useLoad';
import { useShown } from '../../ui/load/useShown';
import { RunTable } from './RunTable';

/** All runs of all federations. */
export function RunsPage() {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(t('page.runs'));
  const shown = useShown();
  const load = useLoad(
    useCallback(
      () => loadPages(page => api.listRuns(page), shown.wanted()),
      [api, shown],
    ),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'run',
    live:
      load.status === 'ready' &&
      load.value.items.some(run => run.status === 'running'),
  });
  return (
    <Container py="6">
      <LoadView load={load} permission={meshFederationTopologyReadPermission}>
        {({ items: runs, leftOut }) => (
          <Section title={t('page.runs')}>
            {runs.length === 0 ? (
              <EmptyNote
                title={t('run.none')}
                description={t('run.noneDescription')}
              />
            ) : (
              <>
                <RunTable runs={runs} />
                <ShowMore
                  leftOut={leftOut}
                  onMore={() => shown.more(load.refresh)}
                />
              </>
            )}
          </Section>
        )}
      </LoadView>
    </Container>
  );
}
