import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  compareStrings,
  type ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { useWhatIf } from './useWhatIf';

const NOW = 'now';

function idOf(cluster: ClusterName): string {
  return `without ${cluster}`;
}

/** Lets a reader suppose that the endpoints of one of the clusters are gone. */
export function WhatIfSelect(props: {
  /** Those that provide the Service. */
  readonly providers: readonly ClusterName[];
}) {
  const { without, suppose } = useWhatIf();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  // Without its endpoints the cluster may be no provider any more.
  const supposed = without === undefined ? [] : [without];
  const clusters = [...new Set([...props.providers, ...supposed])].sort(
    compareStrings,
  );
  if (clusters.length === 0) return null;
  return (
    <Select<'single'>
      size="small"
      label={t('reach.whatIf.label')}
      options={[
        { id: NOW, label: t('reach.whatIf.none') },
        ...clusters.map(cluster => ({
          id: idOf(cluster),
          label: t('reach.whatIf.without', { cluster }),
        })),
      ]}
      value={without === undefined ? NOW : idOf(without)}
      onChange={value =>
        suppose(clusters.find(cluster => idOf(cluster) === value))
      }
    />
  );
}
