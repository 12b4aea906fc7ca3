import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterOverview } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable } from '../../../ui/facts/FactTable';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { ExpiryLabel } from '../../../ui/time/ExpiryLabel';
import { endingsOf } from './endingsOf';

const SHOWN = 5;

/** What ends first in all clusters. */
export function EndingTable(props: {
  readonly clusters: readonly ClusterOverview[];
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <FactTable
      label={t('endings.title')}
      none={t('endings.none')}
      rows={endingsOf(props.clusters).slice(0, SHOWN)}
      rowKey={({ cluster, kind, name }) => `${cluster}/${kind}/${name}`}
      columns={[
        {
          id: 'what',
          label: t('endings.what'),
          cell: ({ kind, name, cluster }) =>
            kind === 'root' ? (
              <>
                {t('endings.root')}{' '}
                <Fingerprint fingerprint={name} name={cluster} />
              </>
            ) : (
              t('endings.token', { name })
            ),
        },
        {
          id: 'cluster',
          label: t('clusters.cluster'),
          cell: ({ cluster }) => cluster,
        },
        {
          id: 'end',
          label: t('endings.end'),
          cell: ({ at, soonMs, stale }) => (
            <ExpiryLabel at={at} soonMs={soonMs} stale={stale} />
          ),
        },
      ]}
    />
  );
}
