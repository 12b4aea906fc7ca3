import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Flex, Header } from '@backstage/ui';
import {
  meshFederationApprovePermission,
  meshFederationCancelPermission,
  meshFederationTopologyReadPermission,
  type RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiPlayCircleLine, RiStopCircleLine } from '@remixicon/react';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { meshFederationApiRef } from '../../../api';
import { planRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../../ui/action/PermittedButton';
import { useAction } from '../../../ui/action/useAction';
import { HeaderActions } from '../../../ui/layout/HeaderActions';
import { usePageTitle } from '../../../ui/layout/usePageTitle';
import { Section } from '../../../ui/layout/Section';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import { LoadView } from '../../../ui/load/LoadView';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { ShowMore } from '../../../ui/load/ShowMore';
import { useLoad } from '../../../ui/load/useLoad';
import { useShown } from '../../../ui/load/useShown';
import { RunStatusLabel } from '../../../ui/status/RunStatusLabel';
import { RunApproval } from '../RunApproval';
import { loadRun } from './loadRun';
import { RunDetails } from './RunDetails';
import { RunEventLog } from './RunEventLog';

function RunHeader(props: {
  readonly run: RunWithEvents;
  readonly refresh: () => Promise<void>;
}) {
  const { run, refresh } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const planHref = useRouteRef(planRouteRef)({ id: run.planId });
  const cancel = useAction(
    useCallback(async () => {
      await api.cancelRun(run.id);
      await refresh();
    }, [api, run.id, refresh]),
  );
  const resume = useAction(
    useCallback(async () => {
      await api.continueRun(run.id);
      await refresh();
    }, [api, run.id, refresh]),
  );
  const failure = cancel.error ?? resume.error;
  return (
    <>
      <Header
        title={t('run.title', { federation: run.federation })}
        metadata={[
          {
            label: t(`plan.${run.kind}`),
            value: <RunStatusLabel run={run} />,
          },
          {
            label: t('run.started'),
            value: <RunApproval run={run} />,
          },
        ]}
        customActions={
          <HeaderActions>
            <ButtonLink variant="secondary" href={planHref}>
              {t('run.ofPlan')}
            </ButtonLink>
            {run.status === 'running' && (
              <PermittedButton
                permission={meshFederationCancelPermission}
                variant="secondary"
                iconStart={<RiStopCircleLine />}
                isPending={cancel.pending}
                isDisabled={run.cancelRequested}
                onPress={() => cancel.run()}
              >
                {t('run.cancel')}
              </PermittedButton>
            )}
            {(run.status === 'failed' || run.status === 'cancelled') && (
              <PermittedButton
                permission={meshFederationApprovePermission}
                variant="primary"
                iconStart={<RiPlayCircleLine />}
                isPending={resume.pending}
                onPress={() => resume.run()}
              >
                {t('run.continue')}
              </PermittedButton>
            )}
          </HeaderActions>
        }
      />
      {failure && (
        <Container>
          <FailureAlert title={t('action.failed')} error={failure} />
        </Container>
      )}
    </>
  );
}

/** One run: progress while it lasts, its end, and the proof afterwards. */
export function RunPage() {
  const { id = '' } = useParams();
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const shown = useShown(200);
  const load = useLoad(
    useCallback(() => loadRun(api, id, shown.wanted()), [api, id, shown]),
  );
  const run = load.status === 'ready' ? load.value : undefined;
  usePageTitle(
    run ? t('run.title', { federation: run.federation }) : t('run.run'),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'run' && signal.runId === id,
    live: run?.status === 'running',
  });

  return (
    <>
      {run && <RunHeader run={run} refresh={load.refresh} />}
      <Container py={run ? undefined : '6'}>
        <LoadView load={load} permission={meshFederationTopologyReadPermission}>
          {value => (
            <Flex direction="column" gap="6">
              <RunDetails run={value} />
              <Section title={t('run.events')}>
                <ShowMore
                  leftOut={(value.events[0]?.sequence ?? 1) - 1}
                  onMore={() => shown.more(load.refresh)}
                />
                <RunEventLog events={value.events} />
              </Section>
            </Flex>
          )}
        </LoadView>
      </Container>
    </>
  );
}
