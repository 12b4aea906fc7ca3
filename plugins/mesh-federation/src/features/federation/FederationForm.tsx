import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, TextField } from '@backstage/ui';
import type {
  ClusterOverview,
  Federation,
  ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../ui/action/FormDialog';
import {
  checkFederationForm,
  type FederationFormValues,
} from './checkFederationForm';
import { MemberField } from './MemberField';
import { FieldProblem } from '../../ui/action/FieldProblem';

/** Dialog to create a federation, or to change `federation`. */
export function FederationForm(props: {
  readonly federation?: Federation;
  readonly clusters: readonly ClusterOverview[];
  readonly taken: readonly string[];
  readonly save: (values: FederationFormValues) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { federation, clusters, taken, save, onClose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [values, setValues] = useState<FederationFormValues>({
    name: federation?.name ?? '',
    description: federation?.description ?? '',
    members: federation?.members ?? [],
    reader: federation?.reader ?? 'with-secrets',
  });
  const [submitted, setSubmitted] = useState(false);
  const problems = checkFederationForm(values, taken);
  const change = (part: Partial<FederationFormValues>) =>
    setValues(old => ({ ...old, ...part }));

  const submit = async () => {
    setSubmitted(true);
    if (Object.keys(problems).length === 0) await save(values);
  };
  const nameProblem =
    problems.name === 'taken'
      ? t('federations.nameTaken')
      : t('federations.nameInvalid');

  return (
    <FormDialog
      title={federation ? t('federations.edit') : t('federations.create')}
      submitLabel={t('action.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('federations.name')}
        description={t('federations.nameDescription')}
        value={values.name}
        onChange={name => change({ name })}
        isDisabled={Boolean(federation)}
        isRequired
        isInvalid={submitted && Boolean(problems.name)}
      />
      {submitted && problems.name && <FieldProblem>{nameProblem}</FieldProblem>}
      <TextField
        label={t('federations.description')}
        value={values.description}
        onChange={description => change({ description })}
      />
      <MemberField
        clusters={clusters}
        members={values.members}
        onChange={members => change({ members })}
        problem={
          submitted && problems.members
            ? t('federations.membersInvalid')
            : undefined
        }
      />
      <RadioGroup
        label={t('federations.reader')}
        value={values.reader}
        onChange={reader => change({ reader: reader as ReaderChoice })}
      >
        <Radio value="with-secrets">{t('federations.readerWith')}</Radio>
        <Radio value="without-secrets">{t('federations.readerWithout')}</Radio>
      </RadioGroup>
    </FormDialog>
  );
}
