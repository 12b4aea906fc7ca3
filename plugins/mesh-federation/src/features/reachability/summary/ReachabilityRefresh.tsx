import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import { meshFederationObservePermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiRefreshLine } from '@remixicon/react';
import { useCallback, useId, useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { useAction } from '../../../ui/action/useAction';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import styles from './ReachabilityRefresh.module.css';
import { silentClusters } from './silentClusters';

/** Asks the clusters again for those who may; for others it reloads what is stored, and says so. */
export function ReachabilityRefresh(props: {
  readonly reload: () => Promise<void>;
}) {
  const { reload } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const api = useApi(meshFederationApiRef);
  const { loading, allowed } = usePermission({
    permission: meshFederationObservePermission,
  });
  const [outcome, setOutcome] = useState<string>();
  const hintId = useId();

  const { run, pending, error } = useAction(
    useCallback(async () => {
      setOutcome(undefined);
      if (!allowed) {
        await reload();
        setOutcome(t('reach.refresh.reloaded'));
        return;
      }
      const { items } = await api.observe();
      const silent = silentClusters(items);
      const answered = t('reach.refresh.observed', {
        answered: String(items.length - silent.length),
        count: items.length,
      });
      const without = t('reach.refresh.observedSilent', {
        clusters: silent.map(({ name }) => name).join(', '),
      });
      await reload();
      setOutcome(silent.length > 0 ? `${answered} ${without}` : answered);
    }, [allowed, api, reload, t]),
  );

  const hint = allowed
    ? t('reach.refresh.observeHint')
    : t('reach.refresh.reloadHint', {
        permission: meshFederationObservePermission.name,
      });
  return (
    <div className={styles.root}>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiRefreshLine />}
        isDisabled={loading}
        isPending={pending}
        aria-describedby={hintId}
        onPress={() => run()}
      >
        {allowed ? t('reach.refresh.observe') : t('reach.refresh.reload')}
      </Button>
      <Text
        as="p"
        variant="body-x-small"
        color="secondary"
        id={hintId}
        className={styles.hint}
      >
        {loading ? '' : hint}
      </Text>
      <div role="status">
        {pending && allowed && (
          <Text as="p" variant="body-small">
            {t('reach.refresh.observing')}
          </Text>
        )}
        {!pending && outcome && (
          <Text as="p" variant="body-small">
            {outcome}
          </Text>
        )}
      </div>
      {error && (
        <FailureAlert title={t('reach.refresh.failed')} error={error} />
      )}
    </div>
  );
}
