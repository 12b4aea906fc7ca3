import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text, type ButtonProps } from '@backstage/ui';
import { useId } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import styles from './PermittedButton.module.css';

/** A button that is disabled, and says why, for those who lack a permission. */
export function PermittedButton(
  props: ButtonProps & { readonly permission: BasicPermission },
) {
  const { permission, ...buttonProps } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { loading, allowed } = usePermission({ permission });
  const reasonId = useId();
  const refused = !loading && !allowed;
  return (
    <span className={styles.root}>
      <Button
        {...buttonProps}
        isDisabled={buttonProps.isDisabled || !allowed}
        aria-describedby={refused ? reasonId : undefined}
      />
      {refused && (
        <Text as="span" variant="body-x-small" color="secondary" id={reasonId}>
          {t('action.notPermitted', { permission: permission.name })}
        </Text>
      )}
    </span>
  );
}
