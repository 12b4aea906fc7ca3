import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  ButtonLink,
  Container,
  Flex,
  Header,
  Text,
} from '@backstage/ui';
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
import { useAge } from '../../../ui/time/useAge';
import { RunStatusLabel } from '../../../ui/status/RunStatusLabel';
import { RunNextSteps } from '../next/RunNextSteps';
import { RunApproval } from '../RunApproval';
import { loadRun } from './loadRun';
import { RunEventLog } from './RunEventLog';
import { RunProgress } from './RunProgress';
import { RunProof } from './RunProof';
import { RunStepList } from './RunStepList';

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

function ProofSection(props: { readonly run: RunWithEvents }) {
  const { run } = props;
  const { proof } = run;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (run.status === 'running') return null;
  return (
    <Section
      title={t('proof.title')}
      description={proof && t('proof.description', { age: age(proof.at) })}
    >
      {proof ? (
        <RunProof run={{ ...run, proof }} />
      ) : (
        <Text as="p" color="secondary">
          {run.noProof ? `${run.noProof}.` : t('proof.none')}
        </Text>
      )}
    </Section>
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
              <RunProgress run={value} />
              {value.error && (
                <Alert
                  role="alert"
                  status="danger"
                  icon
                  title={t('run.error', { code: value.error.code })}
                  description={
                    <>
                      {value.error.message}
                      <br />
                      <strong>{t('run.fix')}:</strong> {value.error.fix}
                    </>
                  }
                />
              )}
              {value.proof?.nextSteps && value.proof.nextSteps.length > 0 && (
                <RunNextSteps run={value} steps={value.proof.nextSteps} />
              )}
              <ProofSection run={value} />
              <Section title={t('run.steps')}>
                <RunStepList steps={value.steps} />
              </Section>
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
