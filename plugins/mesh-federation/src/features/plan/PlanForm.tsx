import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import type {
  ClusterName,
  Federation,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import type { Action } from '../../ui/action/useAction';
import { FailureAlert } from '../../ui/load/FailureAlert';

/** Dialog that asks for a plan to join or to leave. */
export function PlanForm(props: {
  readonly federation: Federation;
  readonly make: Action<[PlanRequest]>;
  readonly onClose: () => void;
}) {
  const { federation, make, onClose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [kind, setKind] = useState<PlanRequest['kind']>('join');
  const [restartWorkloads, setRestartWorkloads] = useState(false);
  const [keepFlags, setKeepFlags] = useState(false);
  const [leaving, setLeaving] = useState<readonly ClusterName[]>(
    federation.members,
  );
  const incomplete = kind === 'leave' && leaving.length === 0;

  const submit = () =>
    make.run(
      kind === 'join'
        ? { kind, restartWorkloads }
        : { kind, clusters: leaving, keepFlags },
    );

  return (
    <Dialog
      isOpen
      width={640}
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>{t('planForm.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="5">
          <Text as="p">{t('planForm.description')}</Text>
          <RadioGroup
            label={t('planForm.kind')}
            value={kind}
            onChange={value => setKind(value as PlanRequest['kind'])}
          >
            <Radio value="join">{t('planForm.join')}</Radio>
            <Radio value="leave">{t('planForm.leave')}</Radio>
          </RadioGroup>
          {kind === 'join' ? (
            <Checkbox
              isSelected={restartWorkloads}
              onChange={setRestartWorkloads}
            >
              {t('planForm.restart')}
            </Checkbox>
          ) : (
            <>
              <CheckboxGroup
                label={t('planForm.clusters')}
                value={[...leaving]}
                onChange={value => setLeaving([...value].sort())}
              >
                {federation.members.map(name => (
                  <Checkbox key={name} value={name}>
                    {name}
                  </Checkbox>
                ))}
              </CheckboxGroup>
              {incomplete && (
                <Text as="p" color="danger" role="alert">
                  {t('planForm.clustersInvalid')}
                </Text>
              )}
              <Checkbox isSelected={keepFlags} onChange={setKeepFlags}>
                {t('planForm.keepFlags')}
              </Checkbox>
            </>
          )}
          {make.error && (
            <FailureAlert title={t('action.failed')} error={make.error} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={make.pending}
          isDisabled={incomplete}
          onPress={submit}
        >
          {t('planForm.submit')}
        </Button>
        <Button variant="secondary" slot="close">
          {t('action.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
