import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { Section } from '../../../ui/layout/Section';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { reachabilityTones } from '../verdict/reachabilityTones';
import styles from './PartsSection.module.css';

/** Components of a System with their verdicts, worst first. */
export function PartsSection(props: {
  readonly parts: EntityReachability['parts'];
}) {
  const { parts } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
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
    </Section>
  );
}
