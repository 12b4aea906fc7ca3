import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import {
  meshFederationTopologyReadPermission,
  type Plan,
  type RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { planRouteRef, runRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { LoadView } from '../../../ui/load/LoadView';
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
        <RunDetails run={run} inShort />
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
  const load = useLoad(
    useCallback(() => loadTaskRun(api, subject), [api, subject]),
  );
  const run = load.status === 'ready' ? load.value.run : undefined;
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type !== 'observation',
    live: run ? run.status === 'running' : subject.kind === 'federation',
  });
  return (
    <LoadView load={load} permission={meshFederationTopologyReadPermission}>
      {({ plan, ...found }) => {
        if (found.run) return <RunCard run={found.run} />;
        return plan && <PlanCard plan={plan} />;
      }}
    </LoadView>
  );
}
