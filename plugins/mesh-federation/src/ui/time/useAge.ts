import { assertNever } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { ageOf } from './ageOf';
import { useNow } from './useNow';

/** Gives the words for the age of a time, and renders again as it grows. */
export function useAge(): (at: string | undefined) => string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const now = useNow();
  return useCallback(
    at => {
      if (!at) return t('age.never');
      const { unit, count } = ageOf(at, now);
      switch (unit) {
        case 'now':
          return t('age.now');
        case 'seconds':
          return t('age.seconds', { amount: String(count) });
        case 'minutes':
          return t('age.minutes', { amount: String(count) });
        case 'hours':
          return t('age.hours', { amount: String(count) });
        case 'days':
          return t('age.days', { count });
        default:
          return assertNever(unit);
      }
    },
    [t, now],
  );
}
