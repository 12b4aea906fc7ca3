import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import type { ClusterOverview } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationsRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';

/** Names clusters that could join and are in no federation, and leads to where they do. */
export function NotJoined(props: {
  readonly clusters: readonly ClusterOverview[];
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(federationsRouteRef)();
  const lone = props.clusters.filter(
    ({ cluster, federations }) => cluster.usable && federations.length === 0,
  );
  if (lone.length === 0) return null;
  const some = props.clusters.some(({ federations }) => federations.length > 0);
  return (
    <Alert
      status="info"
      icon
      title={t('notJoined.title', {
        count: lone.length,
        clusters: lone.map(({ cluster }) => cluster.name).join(', '),
      })}
      description={t('notJoined.description')}
      customActions={
        <ButtonLink
          size="small"
          variant="primary"
          href={some ? href : `${href}?create`}
        >
          {t(some ? 'notJoined.choose' : 'federations.create')}
        </ButtonLink>
      }
    />
  );
}
