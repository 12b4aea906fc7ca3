import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Box, Text } from '@backstage/ui';
import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation';
import { formatObject } from '../../view/formatObject';
import { tones } from '../../view/tones';
import { StatusLabel } from '../StatusLabel';
import styles from './FindingList.module.css';

function FindingItem(props: { readonly finding: Finding }) {
  const { finding } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const where = [finding.cluster, finding.peer].filter(Boolean).join(' → ');
  return (
    <Box
      as="li"
      bg="neutral"
      className={styles.item}
      data-severity={finding.severity}
    >
      <div className={styles.head}>
        <StatusLabel tone={tones.severity[finding.severity]}>
          {t(`findings.severity.${finding.severity}`)}
        </StatusLabel>
        <Badge size="small">{finding.code}</Badge>
        {where && <Badge size="small">{where}</Badge>}
        {finding.blocking && (
          <Text as="span" variant="body-small" weight="bold">
            {t('findings.blocking')}
          </Text>
        )}
      </div>
      <Text as="p">{finding.message}</Text>
      {finding.object && (
        <Text as="p" variant="body-small" color="secondary">
          {formatObject(finding.object)}
        </Text>
      )}
      <p className={styles.fix}>
        <strong>{t('findings.fix')}:</strong> {finding.fix}
      </p>
    </Box>
  );
}

/** Findings with what happened and what to do. */
export function FindingList(props: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (props.findings.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('findings.none')}
      </Text>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('findings.title')}>
      {props.findings.map((finding, index) => (
        <FindingItem key={index} finding={finding} />
      ))}
    </ul>
  );
}
