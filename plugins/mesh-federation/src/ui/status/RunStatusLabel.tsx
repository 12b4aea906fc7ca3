import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { runTones } from './runTones';
import { StatusLabel } from './StatusLabel';

/** Whether a run did all its steps, and yet what it was for was not seen to hold. */
export function isUnproven({
  status,
  outcome,
}: Pick<Run, 'status' | 'outcome'>): boolean {
  // Runs that ended before outcomes were recorded have none.
  return (
    status === 'succeeded' && outcome !== undefined && outcome !== 'proven'
  );
}

/** How a run stands; what was done and not seen to hold is not green. */
export function RunStatusLabel(props: {
  readonly run: Pick<Run, 'status' | 'outcome'>;
}) {
  const { run } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return isUnproven(run) ? (
    <StatusLabel tone="warning">{t('run.unproven')}</StatusLabel>
  ) : (
    <StatusLabel tone={runTones[run.status]}>
      {t(`run.status.${run.status}`)}
    </StatusLabel>
  );
}
