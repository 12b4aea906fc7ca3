import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Text } from '@backstage/ui';
import type { PlanSummary } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { planRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RowTable, type RowColumn } from '../../ui/facts/RowTable';
import { TextCell } from '../../ui/facts/TextCell';
import { useAge } from '../../ui/time/useAge';
import { PlanStatusLabel } from './PlanStatusLabel';

/** Plans, in the backend's order: newest first. */
export function PlanTable(props: { readonly plans: readonly PlanSummary[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const href = useRouteRef(planRouteRef);
  const columns: RowColumn<PlanSummary>[] = [
    {
      id: 'made',
      width: '3fr',
      minWidth: 200,
      label: t('planForm.kind'),
      isRowHeader: true,
      cell: plan => (
        <TextCell
          title={t(`plan.${plan.request.kind}`)}
          description={t('plan.made', {
            age: age(plan.createdAt),
            user: plan.createdBy,
          })}
        />
      ),
    },
    {
      id: 'status',
      width: '2fr',
      minWidth: 140,
      label: t('state.status'),
      cell: plan => (
        <Cell>
          <PlanStatusLabel plan={plan} />
        </Cell>
      ),
    },
    {
      id: 'steps',
      width: '1fr',
      minWidth: 100,
      label: t('plan.stepsTitle'),
      cell: plan => <TextCell title={t('plan.steps', { count: plan.steps })} />,
    },
  ];
  if (props.plans.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('federation.noPlans')}
      </Text>
    );
  }
  return (
    <RowTable
      columns={columns}
      rows={props.plans}
      href={plan => href({ id: plan.id })}
    />
  );
}
