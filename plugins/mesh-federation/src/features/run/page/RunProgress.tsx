import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import styles from './RunProgress.module.css';

/** How many steps are done, announced to screen readers as it changes. */
export function RunProgress(props: { readonly run: Run }) {
  const { run } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const id = useId();
  const done = run.steps.filter(
    step => step.status === 'succeeded' || step.status === 'proposed',
  ).length;
  return (
    <Flex direction="column" gap="2">
      <Text as="p" id={id} aria-live="polite">
        {t('run.progress', {
          done: String(done),
          total: String(run.steps.length),
        })}
      </Text>
      <progress
        className={styles.bar}
        data-status={run.status}
        aria-labelledby={id}
        value={done}
        max={Math.max(run.steps.length, 1)}
      />
      {run.cancelRequested && run.status === 'running' && (
        <Alert status="warning" icon title={t('run.cancelling')} />
      )}
    </Flex>
  );
}
