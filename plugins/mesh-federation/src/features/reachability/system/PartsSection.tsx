import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { Section } from '../../../ui/layout/Section';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { reachabilityTones } from '../verdict/reachabilityTones';
import type { PartsAnswer } from './describeParts';
import styles from './PartsSection.module.css';

/** Components of a System with their verdicts, worst first. */
export function PartsSection(props: PartsAnswer) {
  const { parts, partsLeftOut = [] } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const more = partsLeftOut.reduce((sum, { count }) => sum + count, 0);
  if (parts.length === 0) {
    return (
      <EmptyNote
        title={t('parts.none')}
        description={t('parts.noneDescription')}
      />
    );
  }
  return (
    <Section title={t('parts.title')} description={t('parts.description')}>
      <ul className={styles.list} aria-label={t('parts.title')}>
        {parts.map(({ entityRef, verdict, summary }) => (
          <li key={entityRef} className={styles.part}>
            <span>
              <StatusLabel tone={reachabilityTones[verdict]}>
                {t(`reach.verdict.${verdict}`)}
              </StatusLabel>
            </span>
            <span>
              <EntityRefLink entityRef={entityRef} />
            </span>
            <Text variant="body-small">{summary}</Text>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('parts.more', {
            count: more,
            verdicts: partsLeftOut
              .map(({ verdict, count }) =>
                t('parts.ofVerdict', {
                  verdict: t(`reach.verdict.${verdict}`),
                  amount: String(count),
                }),
              )
              .join(', '),
          })}
        </Text>
      )}
    </Section>
  );
}
