import { assertNever } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { Alert, Button, Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../layout/EmptyNote';
import { useAge } from '../time/useAge';
import { describeFailure } from './describeFailure';
import { FailureAlert } from './FailureAlert';
import styles from './LoadView.module.css';
import type { Load } from './useLoad';

/**
 * Shows what was loaded, or that it is loading, missing, forbidden, failed or older than wanted.
 */
export function LoadView<T>(props: {
  readonly load: Load<T>;
  /**
   * What is needed to see it, named when the backend refuses. Absent for what does not come from
   * it.
   */
  readonly permission?: BasicPermission;
  readonly children: (value: T) => ReactNode;
}) {
  const { load, permission, children } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const retry = (
    <Button size="small" variant="secondary" onPress={() => load.refresh()}>
      {t('state.retry')}
    </Button>
  );

  switch (load.status) {
    case 'loading':
      return (
        <Flex direction="column" gap="3" role="status">
          <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
          <Skeleton height={32} width="40%" className={styles.skeleton} />
          <Skeleton height={120} width="100%" className={styles.skeleton} />
          <Skeleton height={120} width="100%" className={styles.skeleton} />
        </Flex>
      );
    case 'failed': {
      const failure = describeFailure(load.error);
      if (failure.kind === 'forbidden' && permission) {
        return (
          <EmptyNote
            title={t('state.forbiddenTitle')}
            description={t('state.forbiddenDescription', {
              permission: permission.name,
            })}
            action={retry}
          />
        );
      }
      if (failure.kind === 'not-found') {
        return (
          <EmptyNote
            title={t('state.notFoundTitle')}
            description={failure.message}
            action={retry}
          />
        );
      }
      return (
        <FailureAlert
          title={t('state.errorTitle')}
          error={load.error}
          action={retry}
        />
      );
    }
    case 'ready':
      return (
        <Flex direction="column" gap="6" className={styles.content}>
          {load.refreshError && (
            <Alert
              status="warning"
              icon
              title={t('state.staleTitle')}
              description={t('state.staleDescription', {
                age: age(load.loadedAt),
                message: describeFailure(load.refreshError).message,
              })}
              customActions={retry}
            />
          )}
          {children(load.value)}
        </Flex>
      );
    default:
      return assertNever(load);
  }
}
