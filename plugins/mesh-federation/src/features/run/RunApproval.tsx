import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RefLink } from '../../ui/link/RefLink';
import { Moment } from '../../ui/time/Moment';
import { useDuration } from '../../ui/time/useDuration';

/** When a run was approved, by whom, and how long it took. */
export function RunApproval(props: {
  readonly run: Pick<Run, 'startedAt' | 'finishedAt' | 'approvedBy'>;
}) {
  const { startedAt, finishedAt, approvedBy } = props.run;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const duration = useDuration();
  return (
    <span>
      {t('run.approved', {
        age: <Moment at={startedAt} />,
        user: <RefLink entityRef={approvedBy} />,
      })}
      {finishedAt &&
        `, ${t('run.took', {
          duration: duration(Date.parse(finishedAt) - Date.parse(startedAt)),
        })}`}
    </span>
  );
}
