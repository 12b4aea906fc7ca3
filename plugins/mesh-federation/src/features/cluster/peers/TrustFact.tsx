import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { TrustRelation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { trustStatus } from '../trust/relationStatus';
import styles from './RelationFact.module.css';

/** Whether one cluster verifies another, and why. */
export function TrustFact(props: {
  /** Absent when nothing was reported of the pair, which is unknown. */
  readonly relation?: TrustRelation;
  /** Shows also by which root, and how many proxies have to restart. */
  readonly detailed?: boolean;
}) {
  const { relation, detailed } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { tone, word } = trustStatus(relation);
  return (
    <div className={styles.stack}>
      <StatusLabel tone={tone}>{t(word)}</StatusLabel>
      {detailed && relation?.root && (
        <Fingerprint fingerprint={relation.root} name={relation.to} />
      )}
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? t('trust.notReported')}
      </Text>
      {detailed && Boolean(relation?.proxiesToRestart) && (
        <StatusLabel tone="warning">
          {t('trust.proxiesToRestart', {
            count: relation?.proxiesToRestart ?? 0,
          })}
        </StatusLabel>
      )}
    </div>
  );
}
