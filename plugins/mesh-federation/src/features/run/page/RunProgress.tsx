import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type {
  ClusterSilence,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { SilenceLine } from '../SilenceLine';
import styles from './RunProgress.module.css';

/** Of each cluster that does not answer the silence that is waited out the longest. */
function longestSilences({ steps }: Run): readonly ClusterSilence[] {
  const silences = steps
    .flatMap(step => step.silences ?? [])
    .sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  return [
    ...new Map(silences.map(silence => [silence.cluster, silence])).values(),
  ];
}

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
          count: run.steps.length,
        })}
      </Text>
      <progress
        className={styles.bar}
        data-status={run.status}
        aria-labelledby={id}
        value={done}
        max={Math.max(run.steps.length, 1)}
      />
      {longestSilences(run).map(silence => (
        <SilenceLine key={silence.cluster} silence={silence} />
      ))}
      {run.cancelRequested && run.status === 'running' && (
        <Alert status="warning" icon title={t('run.cancelling')} />
      )}
    </Flex>
  );
}
