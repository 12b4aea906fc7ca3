import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  Run,
  StepProof,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { verdictTones } from '../../../ui/status/verdictTones';
import { buildTrustMatrix } from '../../cluster/trust/buildTrustMatrix';
import { TrustMatrix } from '../../cluster/trust/TrustMatrix';
import styles from './RunProof.module.css';

function ProofLine(props: {
  readonly verdict: StepProof['verdict'];
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <li className={styles.line}>
      <div className={styles.verdict}>
        <StatusLabel tone={verdictTones[props.verdict]}>
          {t(`proof.verdict.${props.verdict}`)}
        </StatusLabel>
      </div>
      <Flex direction="column" gap="1" className={styles.body}>
        <Text weight="bold">{props.title}</Text>
        <Text variant="body-small">{props.children}</Text>
      </Flex>
    </li>
  );
}

/** What was seen after the run: trust per pair, in running proxies, and per step. */
export function RunProof(props: {
  readonly run: Run & { readonly proof: NonNullable<Run['proof']> };
}) {
  const { steps, proof } = props.run;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const titleOf = new Map(steps.map(step => [step.id, step.title]));
  return (
    <Flex direction="column" gap="5">
      <TrustMatrix
        rows={buildTrustMatrix({ report: proof.report, clusters: [] })}
      />
      {proof.proxies.length > 0 && (
        <Flex direction="column" gap="2">
          <Text as="h3" weight="bold">
            {t('proof.proxies')}
          </Text>
          <ul className={styles.list}>
            {proof.proxies.map(({ from, to, ...proxy }) => (
              <ProofLine
                key={`${from}/${to}`}
                verdict={proxy.verdict}
                title={t('proof.pair', { from, to })}
              >
                {proxy.reason}
              </ProofLine>
            ))}
          </ul>
        </Flex>
      )}
      {proof.steps.length > 0 && (
        <Flex direction="column" gap="2">
          <Text as="h3" weight="bold">
            {t('proof.steps')}
          </Text>
          <ul className={styles.list}>
            {proof.steps.map(step => (
              <ProofLine
                key={step.stepId}
                verdict={step.verdict}
                title={titleOf.get(step.stepId) ?? step.stepId}
              >
                {step.reason}
              </ProofLine>
            ))}
          </ul>
        </Flex>
      )}
    </Flex>
  );
}
