import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, TextField } from '@backstage/ui';
import {
  meshFederationPlanPermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../../ui/action/FormDialog';
import { PermittedButton } from '../../../ui/action/PermittedButton';

function AskDialog(props: {
  readonly plan: Plan;
  readonly onAsked: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { plan, onAsked, onClose } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [comment, setComment] = useState('');
  return (
    <FormDialog
      title={t('approval.ask')}
      submitLabel={t('approval.ask')}
      onSubmit={async () => {
        await api.requestApproval(plan.id, comment.trim() || undefined);
        await onAsked();
        onClose();
      }}
      onClose={onClose}
    >
      <Text as="p">{t('approval.askMeans')}</Text>
      <TextField
        label={t('approval.comment')}
        value={comment}
        onChange={setComment}
        maxLength={1000}
      />
    </FormDialog>
  );
}

/** Asks whoever may to approve the plan. */
export function AskForApproval(props: {
  readonly plan: Plan;
  readonly onAsked: () => Promise<void>;
}) {
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
      {asking && <AskDialog {...props} onClose={() => setAsking(false)} />}
    </>
  );
}
