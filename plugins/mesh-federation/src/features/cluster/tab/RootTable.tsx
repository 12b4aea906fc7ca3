import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ROOT_ENDS_SOON_MS,
  type ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable } from '../../../ui/facts/FactTable';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { ExpiryLabel } from '../../../ui/time/ExpiryLabel';

/** The roots that the cluster vouches with, and until when. */
export function RootTable(props: { readonly overview: ClusterOverview }) {
  const { cluster, roots, controlPlanes, stale } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const authorities = [
    ...new Set(
      controlPlanes.map(({ certificateAuthority: authority }) => {
        switch (authority) {
          case 'self-signed':
          case 'plugged-in':
          case 'external':
            return t(`clusterMesh.roots.authorities.${authority}`);
          default:
            return authority;
        }
      }),
    ),
  ].join(', ');
  return (
    <FactTable
      label={t('clusterMesh.roots.title')}
      rows={roots}
      rowKey={root => root.fingerprint}
      none={t('clusterMesh.roots.none')}
      columns={[
        {
          id: 'fingerprint',
          label: t('clusterMesh.roots.fingerprint'),
          cell: root => (
            <Fingerprint fingerprint={root.fingerprint} name={cluster.name} />
          ),
        },
        {
          id: 'validity',
          label: t('clusterMesh.roots.validity'),
          cell: root => (
            <ExpiryLabel
              at={root.notAfter}
              soonMs={ROOT_ENDS_SOON_MS}
              stale={stale}
            />
          ),
        },
        {
          id: 'subject',
          label: t('clusterMesh.roots.subject'),
          cell: root => root.subject,
        },
        {
          id: 'authority',
          label: t('clusterMesh.roots.authority'),
          cell: () => authorities || t('clusters.notKnown'),
        },
        {
          id: 'key',
          label: t('clusterMesh.roots.key'),
          cell: ({ key, signatureAlgorithm }) =>
            `${key.algorithm} ${key.bits}, ${signatureAlgorithm}`,
        },
      ]}
    />
  );
}
