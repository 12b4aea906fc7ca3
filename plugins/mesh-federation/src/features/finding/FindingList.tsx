import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Box, Text } from '@backstage/ui';
import {
  type Finding,
  type FindingCode,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { FindingLink } from './FindingLink';
import styles from './FindingList.module.css';
import { RemedyBlock } from './RemedyBlock';
import { severityTones } from './severityTones';
import { useFindingDefinition } from './useFindingDefinition';

function Meaning(props: { readonly code: FindingCode }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useFindingDefinition(props.code);
  if (load.status !== 'ready' || !load.value) return null;
  return (
    <p className={styles.fix}>
      <strong>{t('finding.meaning')}:</strong> {load.value.meaning}
    </p>
  );
}

function FindingItem(props: {
  readonly finding: Finding;
  readonly explained: boolean;
}) {
  const { finding, explained } = props;
  const { remedy } = finding;
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
        <StatusLabel tone={severityTones[finding.severity]}>
          {t(`findings.severity.${finding.severity}`)}
        </StatusLabel>
        <FindingLink code={finding.code} />
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
          {describeObject(finding.object)}
        </Text>
      )}
      {explained && <Meaning code={finding.code} />}
      <p className={styles.fix}>
        <strong>{t('findings.fix')}:</strong> {finding.fix}
      </p>
      {remedy && (
        <RemedyBlock
          remedy={remedy}
          title={t(`reach.remedy.${remedy.kind}`, { cluster: remedy.cluster })}
        />
      )}
    </Box>
  );
}

/**
 * Findings with what happened, what to do and, when there is one, the command or the YAML that
 * mends it.
 */
export function FindingList(props: {
  readonly findings: readonly Finding[];
  /** Also says what each code means. */
  readonly explained?: boolean;
}) {
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
        <FindingItem
          key={index}
          finding={finding}
          explained={props.explained ?? false}
        />
      ))}
    </ul>
  );
}
