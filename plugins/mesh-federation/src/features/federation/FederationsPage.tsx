import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  optional,
  meshFederationManagePermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiAddLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { meshFederationApiRef } from '../../api';
import { federationRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../ui/action/PermittedButton';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { loadPages } from '../../ui/load/loadPages';
import { LoadView } from '../../ui/load/LoadView';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useLoad } from '../../ui/load/useLoad';
import type { FederationFormValues } from './checkFederationForm';
import { FederationForm } from './FederationForm';
import { FederationTable } from './FederationTable';

/** All federations, and the form that creates one. */
export function FederationsPage() {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(t('page.federations'));
  const navigate = useNavigate();
  const href = useRouteRef(federationRouteRef);
  // The overview leads here to create the first one.
  const [creating, setCreating] = useState(
    new URLSearchParams(useLocation().search).has('create'),
  );
  const load = useLoad(
    useCallback(async () => {
      const [federations, clusters] = await Promise.all([
        loadPages(page => api.listFederations(page)),
        loadPages(page => api.listClusters(page)),
      ]);
      return { federations: federations.items, clusters: clusters.items };
    }, [api]),
  );
  useLiveRefresh({ refresh: load.refresh });
  const save = async (values: FederationFormValues) => {
    const { name, description, members, reader } = values;
    await api.putFederation(name, {
      ...optional({ description: description || undefined }),
      members,
      reader,
      version: 0,
    });
    navigate(href({ name }));
  };
  const create = (
    <PermittedButton
      permission={meshFederationManagePermission}
      variant="primary"
      iconStart={<RiAddLine />}
      onPress={() => setCreating(true)}
    >
      {t('federations.create')}
    </PermittedButton>
  );

  return (
    <Container py="6">
      <LoadView load={load} permission={meshFederationTopologyReadPermission}>
        {({ federations, clusters }) => (
          <Section
            title={t('federations.title')}
            actions={federations.length > 0 ? create : undefined}
          >
            {federations.length === 0 ? (
              <EmptyNote
                title={t('federations.none')}
                description={t('federations.noneDescription')}
                action={create}
              />
            ) : (
              <FederationTable federations={federations} />
            )}
            {creating && (
              <FederationForm
                clusters={clusters}
                taken={federations.map(f => f.name)}
                save={save}
                onClose={() => setCreating(false)}
              />
            )}
          </Section>
        )}
      </LoadView>
    </Container>
  );
}
