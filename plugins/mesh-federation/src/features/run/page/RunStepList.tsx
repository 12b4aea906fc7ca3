import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  type Receipt,
  type RunStep,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { stepTones } from '../../../ui/status/runTones';
import { useDuration } from '../../../ui/time/useDuration';
import { SilenceLine } from '../SilenceLine';
import styles from './RunStepList.module.css';

function ReceiptLine(props: { readonly receipt: Receipt }) {
  const { receipt } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <li>
      {describeObject(receipt.ref)}: {t(`run.result.${receipt.result}`)}
      {receipt.reason && ` (${receipt.reason})`}
    </li>
  );
}

function StepLine(props: { readonly step: RunStep; readonly number: number }) {
  const { step, number } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const duration = useDuration();
  const waits = step.status === 'running' && step.message;
  return (
    <li className={styles.step} data-status={step.status} value={number}>
      <div className={styles.status}>
        <StatusLabel tone={stepTones[step.status]}>
          {t(`run.stepStatus.${step.status}`)}
        </StatusLabel>
      </div>
      <Flex direction="column" gap="1" className={styles.body}>
        <Text as="h3" weight="bold">
          {number}. {step.title}
        </Text>
        {step.startedAt && step.finishedAt && (
          <Text as="p" variant="body-x-small" color="secondary">
            {t('run.took', {
              duration: duration(
                Date.parse(step.finishedAt) - Date.parse(step.startedAt),
              ),
            })}
          </Text>
        )}
        {step.message && (
          <Text as="p" variant="body-small">
            {waits && `${t('run.waiting')}: `}
            {step.message}
          </Text>
        )}
        {step.silences?.map(silence => (
          <SilenceLine key={silence.cluster} silence={silence} />
        ))}
        {step.remaining !== undefined && step.remaining > 0 && (
          <Text as="p" variant="body-small">
            {t('run.remaining', { count: step.remaining })}
          </Text>
        )}
        {step.error && (
          <Text as="p" variant="body-small" weight="bold">
            {step.error.code}: {step.error.message}
          </Text>
        )}
        {step.receipts.length > 0 && (
          <ul className={styles.receipts} aria-label={t('run.receipts')}>
            {step.receipts.map((receipt, index) => (
              <ReceiptLine key={index} receipt={receipt} />
            ))}
          </ul>
        )}
      </Flex>
    </li>
  );
}

/** The steps of a run that are wanted, each with what it waits for and what it wrote. */
export function RunStepList(props: {
  readonly steps: readonly RunStep[];
  readonly wanted: (step: RunStep) => boolean;
}) {
  return (
    <ol className={styles.list}>
      {props.steps.map(
        (step, index) =>
          props.wanted(step) && (
            <StepLine key={step.id} step={step} number={index + 1} />
          ),
      )}
    </ol>
  );
}
