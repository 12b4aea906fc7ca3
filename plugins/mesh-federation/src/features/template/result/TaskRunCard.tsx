import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import type {
  Plan,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { planRouteRef, runRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { useLoad } from '../../../ui/load/useLoad';
import { RunStatusLabel } from '../../../ui/status/RunStatusLabel';
import { ApprovalNews } from '../../plan/approval/ApprovalNews';
import { PlanStatusLabel } from '../../plan/PlanStatusLabel';
import { RunDetails } from '../../run/page/RunDetails';
import { loadTaskRun, type TaskSubject } from './loadTaskRun';

function RunCard(props: { readonly run: RunWithEvents }) {
  const { run } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(runRouteRef)({ id: run.id });
  return (
    <TitledCard
      title={t('run.title', { federation: run.federation })}
      footer={<Link href={href}>{t('run.open')}</Link>}
    >
      <Flex direction="column" gap="5">
        <RunStatusLabel run={run} />
        <RunDetails run={run} />
      </Flex>
    </TitledCard>
  );
}

function PlanCard(props: { readonly plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(planRouteRef)({ id: plan.id });
  return (
    <TitledCard
      title={t('plan.title', { federation: plan.federation.name })}
      footer={<Link href={href}>{t('run.ofPlan')}</Link>}
    >
      <Flex direction="column" gap="4">
        <PlanStatusLabel plan={plan} />
        <ApprovalNews plan={plan} />
      </Flex>
    </TitledCard>
  );
}

/**
 * The run of a task while it lasts and what was proven afterwards; before there is a run, the plan
 * and who has to approve it.
 */
export function TaskRunCard(props: { readonly subject: TaskSubject }) {
  const { subject } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useLoad(
    useCallback(() => loadTaskRun(api, subject), [api, subject]),
  );
  const { plan, run } = load.status === 'ready' ? load.value : {};
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type !== 'observation',
    live: run ? run.status === 'running' : subject.kind === 'federation',
  });
  if (load.status === 'failed') {
    return <FailureAlert title={t('state.errorTitle')} error={load.error} />;
  }
  if (run) return <RunCard run={run} />;
  return plan ? <PlanCard plan={plan} /> : null;
}
