import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, Table, Text, type ColumnConfig } from '@backstage/ui';
import type { RunSummary } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { runRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { runTones } from '../../ui/status/runTones';
import { useApprovalWords } from './useApprovalWords';

/** Runs, in the backend's order: newest first. */
export function RunTable(props: { readonly runs: readonly RunSummary[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const approval = useApprovalWords();
  const href = useRouteRef(runRouteRef);
  const columns: ColumnConfig<RunSummary>[] = [
    {
      id: 'run',
      label: t('run.run'),
      isRowHeader: true,
      cell: run => (
        <CellText
          title={`${run.federation}: ${t(`plan.${run.kind}`)}`}
          description={approval(run)}
        />
      ),
    },
    {
      id: 'status',
      label: t('state.status'),
      cell: run => (
        <Cell>
          <StatusLabel tone={runTones[run.status]}>
            {t(`run.status.${run.status}`)}
          </StatusLabel>
        </Cell>
      ),
    },
    {
      id: 'steps',
      label: t('plan.stepsTitle'),
      cell: run => (
        <CellText
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
