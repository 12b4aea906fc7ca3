import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { RemarkDialog } from './RemarkDialog';

/** Says that the plan is not to run, and why. */
export function DeclinePlan(props: {
  readonly plan: Plan;
  readonly onDeclined: () => Promise<void>;
}) {
  const { plan, onDeclined } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [declining, setDeclining] = useState(false);
  return (
    <>
      <Button variant="secondary" onPress={() => setDeclining(true)}>
        {t('approval.decline')}
      </Button>
      {declining && (
        <RemarkDialog
          title={t('approval.declineTitle')}
          submitLabel={t('approval.decline')}
          meaning={t('approval.declineMeans')}
          label={t('approval.reason')}
          missingText={t('approval.reasonMissing')}
          onSubmit={async reason => {
            await api.declinePlan(plan.id, reason);
            await onDeclined();
          }}
          onClose={() => setDeclining(false)}
        />
      )}
    </>
  );
}
