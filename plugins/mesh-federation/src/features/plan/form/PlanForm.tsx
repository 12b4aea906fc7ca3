import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import {
  optional,
  type AffectedByFederation,
  type Federation,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../../ui/action/FormDialog';
import { JoinFields } from './JoinFields';
import { LeaveFields } from './LeaveFields';
import { checkPlanForm, type PlanFormValues } from './checkPlanForm';

/** Dialog that asks for a plan to join or to leave. Nothing that cuts somebody off is preset. */
export function PlanForm(props: {
  readonly federation: Federation;
  /** Who would notice; absent while it is not known. */
  readonly affected?: AffectedByFederation;
  readonly make: (request: PlanRequest) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { federation, affected, make, onClose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [values, setValues] = useState<PlanFormValues>({
    kind: 'join',
    leaving: [],
    keepFlags: false,
    confirmed: false,
  });
  const [submitted, setSubmitted] = useState(false);
  const checked = checkPlanForm(values, {
    members: federation.members,
    ...optional({ affected }),
  });
  const change = (part: Partial<PlanFormValues>) =>
    setValues(old => ({ ...old, ...part }));
  const fields = {
    federation,
    values,
    change,
    ...optional({
      affected,
      problem: submitted && 'problem' in checked ? checked.problem : undefined,
    }),
  };

  return (
    <FormDialog
      title={t('planForm.title')}
      submitLabel={t('planForm.submit')}
      onClose={onClose}
      onSubmit={async () => {
        setSubmitted(true);
        if ('request' in checked) await make(checked.request);
      }}
    >
      <Text as="p">{t('planForm.description')}</Text>
      <RadioGroup
        label={t('planForm.kind')}
        value={values.kind}
        onChange={kind => change({ kind: kind as PlanRequest['kind'] })}
      >
        <Radio value="join">{t('planForm.join')}</Radio>
        <Radio value="leave">{t('planForm.leave')}</Radio>
      </RadioGroup>
      {values.kind === 'join' ? (
        <JoinFields {...fields} />
      ) : (
        <LeaveFields {...fields} />
      )}
    </FormDialog>
  );
}
