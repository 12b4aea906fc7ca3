import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type Evidence,
  describeObject,
  fingerprintText,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useAge } from '../time/useAge';
import styles from './EvidenceList.module.css';

/** With hashes as everywhere else on the page, so that they can be compared. */
function comparable(value: string): string {
  return value.replace(/\b[\da-f]{64}\b/g, fingerprintText);
}

/** The facts behind a verdict: where, which object and field, which value, how old. */
export function EvidenceList(props: {
  readonly evidence: readonly Evidence[];
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (props.evidence.length === 0) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('evidence.none')}
      </Text>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('evidence.title')}>
      {props.evidence.map((fact, index) => (
        <li key={index} className={styles.item}>
          <span className={styles.where}>
            {[
              fact.cluster,
              fact.object && describeObject(fact.object),
              fact.field,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {fact.value !== undefined && (
            <code className={styles.value}>{comparable(fact.value)}</code>
          )}
          {fact.at && <span className={styles.age}>{age(fact.at)}</span>}
        </li>
      ))}
    </ul>
  );
}
