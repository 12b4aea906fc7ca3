import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { DiscoveryRelation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { discoveryStatus } from '../trust/relationStatus';
import styles from './RelationFact.module.css';

/** Whether one cluster discovers the endpoints of another, and why. */
export function DiscoveryFact(props: {
  /** Absent when nothing was reported of the pair, which is unknown. */
  readonly relation?: DiscoveryRelation;
  /** Said without a relation; by default, that nothing was reported. */
  readonly missing?: string;
}) {
  const { relation, missing } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { tone, word } = discoveryStatus(relation);
  return (
    <div className={styles.stack}>
      <StatusLabel tone={tone}>{t(word)}</StatusLabel>
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? missing ?? t('trust.notReported')}
      </Text>
    </div>
  );
}
