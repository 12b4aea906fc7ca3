import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { useWhatIf } from './useWhatIf';

/** Says that what is below is not so, but would be; nothing when it is so. */
export function WhatIfNote() {
  const { without: cluster, suppose } = useWhatIf();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (cluster === undefined) return null;
  return (
    <Alert
      status="warning"
      icon
      title={t('reach.whatIf.title', { cluster })}
      description={t('reach.whatIf.description', { cluster })}
      customActions={
        <Button
          size="small"
          variant="tertiary"
          onPress={() => suppose(undefined)}
        >
          {t('reach.whatIf.end')}
        </Button>
      }
    />
  );
}
