import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Federation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo } from 'react';
import { federationRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RowTable, type RowColumn } from '../../ui/facts/RowTable';
import { TextCell } from '../../ui/facts/TextCell';
import { useAge } from '../../ui/time/useAge';

interface FederationRow extends Federation {
  readonly id: string;
}

/** Federations, in the backend's order; each row leads to its federation. */
export function FederationTable(props: {
  readonly federations: readonly Federation[];
}) {
  const { federations } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const href = useRouteRef(federationRouteRef);
  const rows = useMemo(
    () => federations.map(f => ({ ...f, id: f.name })),
    [federations],
  );
  const columns: RowColumn<FederationRow>[] = [
    {
      id: 'name',
      width: '3fr',
      minWidth: 180,
      label: t('federations.name'),
      isRowHeader: true,
      cell: f => <TextCell title={f.name} description={f.description} />,
    },
    {
      id: 'members',
      width: '3fr',
      minWidth: 180,
      label: t('federations.members'),
      cell: f => <TextCell title={f.members.join(', ')} />,
    },
    {
      id: 'updated',
      width: '2fr',
      minWidth: 160,
      label: t('federations.changed'),
      cell: f => (
        <TextCell
          title={t('federations.updated', {
            age: age(f.updatedAt),
            user: f.updatedBy,
          })}
        />
      ),
    },
  ];
  return (
    <RowTable
      columns={columns}
      rows={rows}
      href={f => href({ name: f.name })}
    />
  );
}
