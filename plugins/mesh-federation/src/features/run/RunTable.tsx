import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Text } from '@backstage/ui';
import type { RunSummary } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { runRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RowTable, type RowColumn } from '../../ui/facts/RowTable';
import { TextCell } from '../../ui/facts/TextCell';
import { RunStatusLabel } from '../../ui/status/RunStatusLabel';
import { RunApproval } from './RunApproval';

/** Runs, in the backend's order: newest first. */
export function RunTable(props: { readonly runs: readonly RunSummary[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(runRouteRef);
  const columns: RowColumn<RunSummary>[] = [
    {
      id: 'run',
      width: '3fr',
      minWidth: 220,
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
      width: '2fr',
      minWidth: 140,
      label: t('state.status'),
      cell: run => (
        <Cell>
          <RunStatusLabel run={run} />
        </Cell>
      ),
    },
    {
      id: 'steps',
      width: '1fr',
      minWidth: 120,
      label: t('plan.stepsTitle'),
      cell: run => (
        <TextCell
          title={t('run.progress', {
            done: String(run.stepsDone),
            count: run.stepsTotal,
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
    <RowTable
      columns={columns}
      rows={props.runs}
      href={run => href({ id: run.id })}
    />
  );
}
