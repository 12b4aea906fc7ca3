import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PlanStatus,
  RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { runTones } from '../../ui/status/runTones';
import { planTones } from './planTones';

/** How it stands with a plan: what its run came to, once there is one. */
export function PlanStatusLabel(props: {
  readonly status: PlanStatus;
  readonly run?: Pick<RunSummary, 'status'>;
}) {
  const { status, run } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return run ? (
    <StatusLabel tone={runTones[run.status]}>
      {t('plan.executed', { status: t(`run.status.${run.status}`) })}
    </StatusLabel>
  ) : (
    <StatusLabel tone={planTones[status]}>
      {t(`plan.status.${status}`)}
    </StatusLabel>
  );
}
