import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Table, Text, type ColumnConfig } from '@backstage/ui';
import type { RunSummary } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { runRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { TextCell } from '../../ui/facts/TextCell';
import { RunStatusLabel } from '../../ui/status/RunStatusLabel';
import { RunApproval } from './RunApproval';

/** Runs, in the backend's order: newest first. */
export function RunTable(props: { readonly runs: readonly RunSummary[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(runRouteRef);
  const columns: ColumnConfig<RunSummary>[] = [
    {
      id: 'run',
      label: t('run.run'),
      isRowHeader: true,
      cell: run => (
        <Cell>
          <Text as="p" weight="bold">
            {run.federation}: {t(`plan.${run.kind}`)}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            <RunApproval run={run} />
          </Text>
        </Cell>
      ),
    },
    {
      id: 'status',
      label: t('state.status'),
      cell: run => (
        <Cell>
          <RunStatusLabel run={run} />
        </Cell>
      ),
    },
    {
      id: 'steps',
      label: t('plan.stepsTitle'),
      cell: run => (
        <TextCell
          title={t('run.progress', {
            done: String(run.stepsDone),
            total: String(run.stepsTotal),
          })}
          description={run.error?.code}
        />
      ),
    },
  ];
  if (props.runs.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('federation.noRuns')}
      </Text>
    );
  }
  return (
    <Table
      columnConfig={columns}
      data={[...props.runs]}
      pagination={{ type: 'none' }}
      rowConfig={{ getHref: run => href({ id: run.id }) }}
    />
  );
}
