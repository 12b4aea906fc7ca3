import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RunStatusLabel } from '../../ui/status/RunStatusLabel';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { planTones, type PlanStanding } from './planTones';

type Standing = Pick<
  Plan,
  'status' | 'run' | 'outdated' | 'declined' | 'approvalRequest'
>;

function standingOf(plan: Standing): PlanStanding {
  if (plan.declined) return 'declined';
  if (plan.outdated) return 'outdated';
  return plan.approvalRequest ? 'requested' : plan.status;
}

/** How it stands with a plan: what its run came to, once there is one. */
export function PlanStatusLabel(props: { readonly plan: Standing }) {
  const { run } = props.plan;
  const status = standingOf(props.plan);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return run ? (
    t('plan.executed', { status: <RunStatusLabel run={run} /> })
  ) : (
    <StatusLabel tone={planTones[status]}>
      {t(`plan.status.${status}`)}
    </StatusLabel>
  );
}
