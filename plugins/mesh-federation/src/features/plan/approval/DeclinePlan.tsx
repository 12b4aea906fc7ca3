import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextField } from '@backstage/ui';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../../ui/action/FormDialog';

function DeclineDialog(props: {
  readonly plan: Plan;
  readonly onDeclined: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { plan, onDeclined, onClose } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [reason, setReason] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const missing = submitted && reason.trim() === '';
  return (
    <FormDialog
      title={t('approval.declineTitle')}
      submitLabel={t('approval.decline')}
      onSubmit={async () => {
        setSubmitted(true);
        if (reason.trim() === '') return;
        await api.declinePlan(plan.id, reason.trim());
        await onDeclined();
        onClose();
      }}
      onClose={onClose}
    >
      <Text as="p">{t('approval.declineMeans')}</Text>
      <TextField
        label={t('approval.reason')}
        value={reason}
        onChange={setReason}
        maxLength={1000}
        isRequired
        isInvalid={missing}
      />
      {missing && (
        <Text as="p" color="danger" role="alert">
          {t('approval.reasonMissing')}
        </Text>
      )}
    </FormDialog>
  );
}

/** Says that the plan is not to run, and why. */
export function DeclinePlan(props: {
  readonly plan: Plan;
  readonly onDeclined: () => Promise<void>;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [declining, setDeclining] = useState(false);
  return (
    <>
      <Button variant="secondary" onPress={() => setDeclining(true)}>
        {t('approval.decline')}
      </Button>
      {declining && (
        <DeclineDialog {...props} onClose={() => setDeclining(false)} />
      )}
    </>
  );
}
