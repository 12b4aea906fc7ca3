import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, PluginHeader } from '@backstage/ui';
import { RiShareLine } from '@remixicon/react';
import { Route, Routes } from 'react-router-dom';
import { OverviewPage } from './features/cluster/overview/OverviewPage';
import { FederationPage } from './features/federation/FederationPage';
import { FederationsPage } from './features/federation/FederationsPage';
import { FindingPage } from './features/finding/FindingPage';
import { PlanPage } from './features/plan/PlanPage';
import { RunPage } from './features/run/page/RunPage';
import { RunsPage } from './features/run/RunsPage';
import { WitnessPage } from './features/witness/WitnessPage';
import {
  federationRouteRef,
  federationsRouteRef,
  findingRouteRef,
  planRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
  witnessRouteRef,
} from './routes';
import { meshFederationTranslationRef } from './translation/meshFederationTranslationRef';
import { EmptyNote } from './ui/layout/EmptyNote';
import styles from './ui/layout/wrapping.module.css';

/** The pages of the platform team, with their own header and routes. */
export function MeshFederationPage() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const federations = useRouteRef(federationsRouteRef)();
  const runs = useRouteRef(runsRouteRef)();
  const witness = useRouteRef(witnessRouteRef)();
  return (
    <>
      <PluginHeader
        icon={<RiShareLine />}
        title={t('page.title')}
        titleLink={root}
        tabs={[
          { id: 'overview', label: t('page.overview'), href: root },
          {
            id: 'federations',
            label: t('page.federations'),
            href: federations,
            matchStrategy: 'prefix',
          },
          {
            id: 'runs',
            label: t('page.runs'),
            href: runs,
            matchStrategy: 'prefix',
          },
          { id: 'witness', label: t('page.witness'), href: witness },
        ]}
      />
      <main className={styles.wrapping}>
        <Routes>
          <Route path="/" element={<OverviewPage />} />
          <Route
            path={federationsRouteRef.path}
            element={<FederationsPage />}
          />
          <Route path={federationRouteRef.path} element={<FederationPage />} />
          <Route path={planRouteRef.path} element={<PlanPage />} />
          <Route path={runsRouteRef.path} element={<RunsPage />} />
          <Route path={runRouteRef.path} element={<RunPage />} />
          <Route path={witnessRouteRef.path} element={<WitnessPage />} />
          <Route path={findingRouteRef.path} element={<FindingPage />} />
          <Route
            path="*"
            element={
              <Container py="6">
                <EmptyNote
                  title={t('page.notFoundTitle')}
                  description={t('page.notFoundDescription')}
                />
              </Container>
            }
          />
        </Routes>
      </main>
    </>
  );
}
