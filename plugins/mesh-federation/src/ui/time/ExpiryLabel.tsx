import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  assertNever,
  type Timestamp,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../status/StatusLabel';
import styles from './ExpiryLabel.module.css';
import { expiryOf, expiryTones, type Expiry } from './expiryOf';
import { useNow } from './useNow';

/** Puts how long something is still valid into words. */
function useExpiryWords(): (expiry: Expiry) => string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return ({ state, unit, count }) => {
    const amount = String(count);
    switch (state) {
      case 'valid':
        return unit === 'days'
          ? t('clusterMesh.expiry.validDays', { count })
          : t('clusterMesh.expiry.validHours', { amount });
      case 'soon':
        return unit === 'days'
          ? t('clusterMesh.expiry.soonDays', { count })
          : t('clusterMesh.expiry.soonHours', { amount });
      case 'expired':
        return unit === 'days'
          ? t('clusterMesh.expiry.expiredDays', { count })
          : t('clusterMesh.expiry.expiredHours', { amount });
      default:
        return assertNever(state);
    }
  };
}

/** Until when something is valid: icon, word, what is left, and the date. */
export function ExpiryLabel(props: {
  readonly at: Timestamp;
  /** Less than this is soon, in milliseconds. */
  readonly soonMs: number;
  /**
   * The cluster does not answer and may have another one by now, so that nothing is shown in green.
   */
  readonly stale?: boolean;
}) {
  const { at, soonMs, stale } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const words = useExpiryWords();
  const expiry = expiryOf(at, useNow(), soonMs);
  const date = new Date(at);
  return (
    <span className={styles.root}>
      <StatusLabel
        tone={
          stale && expiry.state === 'valid'
            ? 'unknown'
            : expiryTones[expiry.state]
        }
      >
        {words(expiry)}
      </StatusLabel>
      <Text variant="body-x-small" color="secondary">
        <time dateTime={at} title={date.toLocaleString()}>
          {t('clusterMesh.expiry.until', {
            date: date.toLocaleDateString(undefined, {
              dateStyle: 'medium',
            }),
          })}
        </time>
      </Text>
    </span>
  );
}
