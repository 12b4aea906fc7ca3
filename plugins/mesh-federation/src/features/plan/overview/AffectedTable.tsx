import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import {
  describeObject,
  type AffectedEntity,
  type AffectedService,
  type AffectedWorkload,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable, type FactColumn } from '../../../ui/facts/FactTable';
import { RefLinks } from '../../../ui/link/RefLinks';

const SHOWN_FIRST = 5;

function Refs(props: { readonly refs: readonly string[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (props.refs.length === 0) return <span>{t('affected.nobody')}</span>;
  return <RefLinks refs={props.refs} />;
}

function useEntityColumns<
  R extends { readonly entities: readonly AffectedEntity[] },
>(): readonly FactColumn<R>[] {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return [
    {
      id: 'entities',
      label: t('affected.entities'),
      cell: ({ entities }) => <Refs refs={entities.map(e => e.entityRef)} />,
    },
    {
      id: 'owners',
      label: t('affected.owners'),
      cell: ({ entities }) => <Refs refs={entities.flatMap(e => e.owners)} />,
    },
  ];
}

/** The first rows of a table, and a button that shows the others. */
function FoldedTable<R>(props: {
  readonly label: string;
  readonly columns: readonly FactColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
}) {
  const { rows, ...table } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [all, setAll] = useState(false);
  return (
    <Flex direction="column" gap="2">
      <FactTable
        {...table}
        rows={all ? rows : rows.slice(0, SHOWN_FIRST)}
        none=""
      />
      {!all && rows.length > SHOWN_FIRST && (
        <span>
          <Button size="small" variant="tertiary" onPress={() => setAll(true)}>
            {t('affected.showAll', { amount: String(rows.length) })}
          </Button>
        </span>
      )}
    </Flex>
  );
}

/** Workloads with their Services, entities and owners. */
export function AffectedWorkloadTable(props: {
  readonly workloads: readonly AffectedWorkload[];
  readonly label: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const entityColumns = useEntityColumns<AffectedWorkload>();
  return (
    <FoldedTable
      label={props.label}
      rows={props.workloads}
      rowKey={w => `${w.cluster}/${describeObject(w)}`}
      columns={[
        {
          id: 'workload',
          label: t('affected.workload'),
          cell: describeObject,
        },
        {
          id: 'cluster',
          label: t('affected.cluster'),
          cell: w => w.cluster,
        },
        {
          id: 'services',
          label: t('affected.services'),
          cell: w =>
            w.services.map(s => `${s.namespace}/${s.name}`).join(', ') ||
            t('affected.noService'),
        },
        ...entityColumns,
      ]}
    />
  );
}

/** Services with where they run, their entities and owners. */
export function AffectedServiceTable(props: {
  readonly services: readonly AffectedService[];
  readonly label: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const entityColumns = useEntityColumns<AffectedService>();
  return (
    <FoldedTable
      label={props.label}
      rows={props.services}
      rowKey={({ service }) => `${service.namespace}/${service.name}`}
      columns={[
        {
          id: 'service',
          label: t('affected.service'),
          cell: ({ service }) => `${service.namespace}/${service.name}`,
        },
        {
          id: 'clusters',
          label: t('affected.runsIn'),
          cell: ({ clusters }) => clusters.join(', '),
        },
        ...entityColumns,
      ]}
    />
  );
}
