import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../status/StatusLabel';
import { useAge } from './useAge';

/** Says how old facts are, and nothing when there are none. */
export function FactsAge(props: {
  readonly at?: Timestamp;
  /** They may have changed since, because the cluster does not answer. */
  readonly stale?: boolean;
  readonly variant?: 'body-small' | 'body-x-small';
}) {
  const { at, stale, variant = 'body-x-small' } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (!at) return null;
  return stale ? (
    <StatusLabel tone="warning">{t('age.stale', { age: age(at) })}</StatusLabel>
  ) : (
    <Text as="p" variant={variant} color="secondary">
      {t('age.label', { age: age(at) })}
    </Text>
  );
}
