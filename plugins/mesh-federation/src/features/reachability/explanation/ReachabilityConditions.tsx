import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Condition } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FindingList } from '../../finding/FindingList';
import styles from './ReachabilityExplanation.module.css';

/** Which requests, clients or endpoints pass when not all do, and what lets the others in. */
export function ReachabilityConditions(props: {
  readonly conditions: readonly Condition[];
}) {
  const { conditions } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (conditions.length === 0) return null;
  return (
    <div>
      <Text as="h3" variant="body-small" weight="bold">
        {t('reach.explain.conditions')}
      </Text>
      <ul className={styles.sentences}>
        {conditions.map((condition, index) => (
          <li key={index}>
            {condition.text}
            <FindingList findings={[condition.finding]} explained />
          </li>
        ))}
      </ul>
    </div>
  );
}
