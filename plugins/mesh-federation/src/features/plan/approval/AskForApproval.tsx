import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  meshFederationPlanPermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../../ui/action/PermittedButton';
import { RemarkDialog } from './RemarkDialog';

/** Asks whoever may to approve the plan. */
export function AskForApproval(props: {
  readonly plan: Plan;
  readonly onAsked: () => Promise<void>;
}) {
  const { plan, onAsked } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PermittedButton
        permission={meshFederationPlanPermission}
        variant="secondary"
        onPress={() => setAsking(true)}
      >
        {t('approval.ask')}
      </PermittedButton>
      {asking && (
        <RemarkDialog
          title={t('approval.ask')}
          submitLabel={t('approval.ask')}
          meaning={t('approval.askMeans')}
          label={t('approval.comment')}
          onSubmit={async comment => {
            await api.requestApproval(plan.id, comment || undefined);
            await onAsked();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
