import { assertNever } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { durationOf } from './durationOf';

/** Gives the words for how long something took, in milliseconds. */
export function useDuration(): (milliseconds: number) => string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return useCallback(
    milliseconds => {
      const duration = durationOf(milliseconds);
      switch (duration.unit) {
        case 'seconds':
          return t('duration.seconds', { seconds: String(duration.seconds) });
        case 'minutes':
          return t('duration.minutes', {
            minutes: String(duration.minutes),
            seconds: String(duration.seconds),
          });
        case 'hours':
          return t('duration.hours', {
            hours: String(duration.hours),
            minutes: String(duration.minutes),
          });
        default:
          return assertNever(duration);
      }
    },
    [t],
  );
}
