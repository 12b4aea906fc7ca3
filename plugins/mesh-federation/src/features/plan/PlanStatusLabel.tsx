import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PlanStatus,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RunStatusLabel } from '../../ui/status/RunStatusLabel';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { planTones } from './planTones';

/** How it stands with a plan: what its run came to, once there is one. */
export function PlanStatusLabel(props: {
  readonly status: PlanStatus;
  readonly run?: Pick<Run, 'status' | 'outcome'>;
}) {
  const { status, run } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return run ? (
    t('plan.executed', { status: <RunStatusLabel run={run} /> })
  ) : (
    <StatusLabel tone={planTones[status]}>
      {t(`plan.status.${status}`)}
    </StatusLabel>
  );
}
