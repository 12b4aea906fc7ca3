import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from '@backstage/ui';
import type {
  ClusterOverview,
  Federation,
  ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import type { Action } from '../../ui/action/useAction';
import { FailureAlert } from '../../ui/load/FailureAlert';
import {
  checkFederationForm,
  type FederationFormValues,
} from './checkFederationForm';
import { MemberField } from './MemberField';

/** Dialog to create a federation, or to change `federation`. */
export function FederationForm(props: {
  readonly federation?: Federation;
  readonly clusters: readonly ClusterOverview[];
  readonly taken: readonly string[];
  readonly save: Action<[FederationFormValues]>;
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

  const submit = () => {
    setSubmitted(true);
    if (Object.keys(problems).length === 0) void save.run(values);
  };
  const nameProblem =
    problems.name === 'taken'
      ? t('federations.nameTaken')
      : t('federations.nameInvalid');

  return (
    <Dialog
      isOpen
      width={640}
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>
        {federation ? t('federations.edit') : t('federations.create')}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="5">
          <TextField
            label={t('federations.name')}
            description={t('federations.nameDescription')}
            value={values.name}
            onChange={name => change({ name })}
            isDisabled={Boolean(federation)}
            isRequired
            isInvalid={submitted && Boolean(problems.name)}
          />
          {submitted && problems.name && (
            <Text as="p" color="danger" role="alert">
              {nameProblem}
            </Text>
          )}
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
            <Radio value="without-secrets">
              {t('federations.readerWithout')}
            </Radio>
          </RadioGroup>
          {save.error && (
            <FailureAlert title={t('action.failed')} error={save.error} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={save.pending} onPress={submit}>
          {t('action.save')}
        </Button>
        <Button variant="secondary" slot="close">
          {t('action.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
