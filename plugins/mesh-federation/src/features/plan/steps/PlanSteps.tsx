import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Badge, Box, Button, Flex, Text } from '@backstage/ui';
import type { PlannedStep } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { buildPlanStages, type PlanStageStep } from './buildPlanStages';
import { ObjectChange } from '../objects/ObjectChange';
import styles from './PlanSteps.module.css';
import { StepCommands } from './StepCommands';

function Step(props: { readonly step: PlanStageStep }) {
  const { number, planned, after } = props.step;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [commands, setCommands] = useState(false);
  return (
    <Box as="li" bg="neutral" className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <Flex direction="column" gap="2" className={styles.body}>
        <div className={styles.head}>
          <Text as="h4" weight="bold">
            {planned.title}
          </Text>
          <Badge size="small" className={styles.badge}>
            {planned.step.cluster}
          </Badge>
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('plan.commandsOf', { number: String(number) })}
            aria-expanded={commands}
            onPress={() => setCommands(!commands)}
          >
            {t('plan.commands')}
          </Button>
        </div>
        <Text as="p" variant="body-small" color="secondary">
          {after.length > 0
            ? t('plan.after', { steps: after.join(', ') })
            : t('plan.first')}
          {' · '}
          {planned.objects.length > 0
            ? t('plan.objects', { count: planned.objects.length })
            : t('plan.noObjects')}
          {planned.disruption && ` · ${t('plan.noticed')}`}
        </Text>
        {/* Manifests are long: only what was asked for is put into the page. */}
        {commands && <StepCommands planned={planned} />}
        {planned.proposal && (
          <Alert
            status="info"
            icon
            title={t('plan.proposal')}
            description={
              <pre className={styles.proposal}>{planned.proposal}</pre>
            }
          />
        )}
        {planned.objects.map(object => (
          <ObjectChange
            key={`${object.cluster}/${object.ref.apiVersion}/${object.ref.kind}/${object.ref.namespace}/${object.ref.name}`}
            object={object}
          />
        ))}
      </Flex>
    </Box>
  );
}

/** The steps of a plan in stages: what is in one stage can run side by side. */
export function PlanSteps(props: { readonly steps: readonly PlannedStep[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const stages = buildPlanStages(props.steps);
  return (
    <Flex direction="column" gap="5">
      {stages.map(stage => (
        <div key={stage.number} className={styles.stage}>
          <div className={styles.stageHead}>
            <Text as="h3" variant="body-medium" weight="bold">
              {t('plan.stage', { number: String(stage.number) })}
            </Text>
            <Text variant="body-small" color="secondary">
              {[
                stage.steps.length > 1 && t('plan.parallel'),
                stage.number > 1 &&
                  t('plan.stageAfterFirst', {
                    before: String(stage.number - 1),
                  }),
              ]
                .filter(Boolean)
                .join(', ')}
            </Text>
          </div>
          <ol className={styles.steps}>
            {stage.steps.map(step => (
              <Step key={step.planned.step.id} step={step} />
            ))}
          </ol>
        </div>
      ))}
    </Flex>
  );
}
