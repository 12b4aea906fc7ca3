import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RunStatusLabel } from '../../ui/status/RunStatusLabel';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { planTones } from './planTones';

/** How it stands with a plan: what its run came to, once there is one. */
export function PlanStatusLabel(props: {
  readonly plan: Pick<Plan, 'status' | 'run' | 'outdated'>;
}) {
  const { run, outdated } = props.plan;
  const status = outdated ? 'outdated' : props.plan.status;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return run ? (
    t('plan.executed', { status: <RunStatusLabel run={run} /> })
  ) : (
    <StatusLabel tone={planTones[status]}>
      {t(`plan.status.${status}`)}
    </StatusLabel>
  );
}
