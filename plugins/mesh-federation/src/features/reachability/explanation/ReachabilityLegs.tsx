import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import {
  LEGS,
  type LegName,
  type LegResult,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EvidenceList } from '../../../ui/facts/EvidenceList';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { verdictTones } from '../../../ui/status/verdictTones';
import type { Tone } from '../../../ui/status/Tone';
import { useAge } from '../../../ui/time/useAge';
import { FindingList } from '../../finding/FindingList';
import { ReachabilityConditions } from './ReachabilityConditions';
import styles from './ReachabilityExplanation.module.css';
import { TitledList } from './TitledList';

function LegDetails(props: { readonly leg: LegResult }) {
  const { leg, findings, missing, conditions, unread, doubts, evidence } =
    props.leg;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  return (
    <Flex direction="column" gap="4" className={styles.legDetails}>
      <Text as="p" variant="body-small" color="secondary">
        {t(`reach.leg.${leg}.question`)}
      </Text>
      {findings.length > 0 && <FindingList findings={findings} explained />}
      {missing.length > 0 && (
        <TitledList
          title={t('reach.explain.missing')}
          items={missing.map(
            fact =>
              `${t('reach.explain.missingFact', {
                what: fact.what,
                cluster: fact.cluster,
                reason: fact.reason,
              })} (${age(fact.at)})`,
          )}
        />
      )}
      <ReachabilityConditions conditions={conditions} />
      {unread.length > 0 && (
        <TitledList
          title={t('reach.explain.unread')}
          items={unread.map(({ text }) => text)}
        />
      )}
      {doubts.length > 0 && (
        <TitledList title={t('reach.explain.doubts')} items={doubts} />
      )}
      <div>
        <Text as="h4" variant="body-small" weight="bold">
          {t('reach.explain.evidence')}
        </Text>
        <EvidenceList evidence={evidence} />
      </div>
    </Flex>
  );
}

/** It holds for some requests, clients or endpoints alone. */
function isConditional({ status, conditions }: LegResult): boolean {
  return status === 'satisfied' && conditions.length > 0;
}

function legTone(leg: LegResult): Tone {
  return isConditional(leg) ? 'partial' : verdictTones[leg.status];
}

/**
 * The six legs in their order; the first broken one is open, or else the first of which something
 * is unknown, or else the first that depends on something.
 */
export function ReachabilityLegs(props: {
  readonly legs: readonly LegResult[];
  readonly firstBroken?: LegName;
}) {
  const { legs, firstBroken } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const opened =
    firstBroken ??
    legs.find(({ status }) => status === 'unknown')?.leg ??
    legs.find(isConditional)?.leg;
  return (
    <AccordionGroup
      allowsMultiple
      defaultExpandedKeys={opened ? [opened] : []}
      className={styles.legs}
    >
      {legs.map(leg => (
        <Accordion key={leg.leg} id={leg.leg} className={styles.leg}>
          <AccordionTrigger>
            <span className={styles.legHead}>
              <span className={styles.legNumber} aria-hidden="true">
                {LEGS.indexOf(leg.leg) + 1}
              </span>
              <span className={styles.legText}>
                <span className={styles.legTitle}>
                  <strong>{t(`reach.leg.${leg.leg}.name`)}</strong>
                  <StatusLabel tone={legTone(leg)}>
                    {isConditional(leg)
                      ? t('reach.explain.dependsOn')
                      : t(`reach.legStatus.${leg.status}`)}
                    {leg.leg === firstBroken &&
                      `, ${t('reach.explain.firstBroken')}`}
                  </StatusLabel>
                </span>
                <span className={styles.legSummary}>{leg.summary}</span>
              </span>
            </span>
          </AccordionTrigger>
          <AccordionPanel>
            <LegDetails leg={leg} />
          </AccordionPanel>
        </Accordion>
      ))}
    </AccordionGroup>
  );
}
