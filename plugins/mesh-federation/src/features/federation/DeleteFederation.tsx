import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { meshFederationManagePermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { meshFederationApiRef } from '../../api';
import { federationsRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../ui/action/FormDialog';
import { PermittedButton } from '../../ui/action/PermittedButton';

function DeleteDialog(props: {
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { name, onClose } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const navigate = useNavigate();
  const federationsHref = useRouteRef(federationsRouteRef)();
  return (
    <FormDialog
      title={t('federation.deleteTitle', { federation: name })}
      submitLabel={t('federation.deleteConfirm')}
      onSubmit={async () => {
        await api.deleteFederation(name);
        navigate(federationsHref);
      }}
      onClose={onClose}
    >
      <Text as="p">{t('federation.deleteMeans')}</Text>
      <Text as="p">{t('federation.deleteNeeds')}</Text>
    </FormDialog>
  );
}

/** Deletes a federation once that is confirmed; why it cannot be stays in the dialog. */
export function DeleteFederation(props: { readonly name: string }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PermittedButton
        permission={meshFederationManagePermission}
        variant="secondary"
        onPress={() => setAsking(true)}
      >
        {t('federation.delete')}
      </PermittedButton>
      {asking && (
        <DeleteDialog name={props.name} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
