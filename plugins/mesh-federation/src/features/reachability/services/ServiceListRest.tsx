import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';

/** What a list of Services does not show: more pages, and what nobody has looked at. */
export function ServiceListRest(props: {
  readonly reachability: EntityReachability;
  readonly showMore: () => Promise<void>;
}) {
  const { reachability, showMore } = props;
  const { items, survey, found, nextCursor } = reachability;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [loading, setLoading] = useState(false);
  const shown = new Set(
    items.map(({ service }) => `${service.namespace}/${service.name}`),
  ).size;
  const load = async () => {
    setLoading(true);
    await showMore();
    setLoading(false);
  };
  return (
    <>
      {nextCursor !== undefined && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {t('reach.services.shown', {
              shown: String(shown),
              total: String(found ?? survey.services),
            })}
          </Text>
          <Button
            size="small"
            variant="secondary"
            isDisabled={loading}
            onPress={load}
          >
            {t('reach.services.more')}
          </Button>
        </>
      )}
      {survey.unexamined > 0 && (
        <Text as="p" variant="body-small">
          {t('reach.services.unexamined', { count: survey.unexamined })}
        </Text>
      )}
    </>
  );
}
