import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Header } from '@backstage/ui';
import {
  isMendedByJoin,
  optional,
  meshFederationManagePermission,
  meshFederationPlanPermission,
  meshFederationTopologyReadPermission,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { meshFederationApiRef } from '../../api';
import { planRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../ui/action/PermittedButton';
import { HeaderActions } from '../../ui/layout/HeaderActions';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { LoadView } from '../../ui/load/LoadView';
import { ShowMore } from '../../ui/load/ShowMore';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useAge } from '../../ui/time/useAge';
import { ClusterTable } from '../cluster/overview/ClusterTable';
import { buildTrustMatrix } from '../cluster/trust/buildTrustMatrix';
import { TrustMatrix } from '../cluster/trust/TrustMatrix';
import { FindingList } from '../finding/FindingList';
import { federationsOf } from '../finding/context/federationsOf';
import { FindingContext } from '../finding/context/FindingContext';
import { PlanForm } from '../plan/form/PlanForm';
import { PlanTable } from '../plan/PlanTable';
import { RunTable } from '../run/RunTable';
import type { FederationFormValues } from './checkFederationForm';
import { DeleteFederation } from './DeleteFederation';
import { FederationForm } from './FederationForm';
import { useFederation, type FederationData } from './useFederation';

function FederationSections(props: {
  readonly data: FederationData;
  readonly morePlans: () => void;
  readonly moreRuns: () => void;
  readonly onPlan: () => void;
}) {
  const { federation, clusters, report, findings, plans, runs } = props.data;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { members } = federation;
  return (
    <Flex direction="column" gap="8">
      <Section title={t('trust.title')} description={t('trust.description')}>
        <TrustMatrix rows={buildTrustMatrix({ report, clusters, members })} />
      </Section>
      <Section title={t('federation.plans')}>
        <PlanTable plans={plans.items} />
        <ShowMore leftOut={plans.leftOut} onMore={props.morePlans} />
      </Section>
      <Section title={t('federation.runs')}>
        <RunTable runs={runs.items} />
        <ShowMore leftOut={runs.leftOut} onMore={props.moreRuns} />
      </Section>
      <Section title={t('federation.members')}>
        <ClusterTable
          clusters={clusters.filter(c => members.includes(c.cluster.name))}
        />
      </Section>
      <Section title={t('findings.title')}>
        <FindingContext value={{ clusters }}>
          <FindingList
            findings={findings.filter(
              f => !f.cluster || members.includes(f.cluster),
            )}
            actions={finding =>
              isMendedByJoin(finding.code) &&
              federationsOf(finding, { clusters }).includes(
                federation.name,
              ) && (
                <PermittedButton
                  permission={meshFederationPlanPermission}
                  size="small"
                  variant="secondary"
                  onPress={props.onPlan}
                >
                  {t('findings.planJoin')}
                </PermittedButton>
              )
            }
          />
        </FindingContext>
      </Section>
    </Flex>
  );
}

/**
 * One federation: its members, trust between them, its plans and runs; from here plans are made.
 */
export function FederationPage() {
  const { name = '' } = useParams();
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(name);
  const age = useAge();
  const navigate = useNavigate();
  const planHref = useRouteRef(planRouteRef);
  // A finding leads here to make the plan that mends it.
  const asked = new URLSearchParams(useLocation().search).has('plan');
  const [dialog, setDialog] = useState<'edit' | 'plan' | undefined>(
    asked ? 'plan' : undefined,
  );
  const load = useFederation(name);
  const { refresh } = load;
  useLiveRefresh({ refresh });

  const version =
    load.status === 'ready' ? load.value.federation.version : undefined;
  const save = async (values: FederationFormValues) => {
    const { description, members, reader } = values;
    await api.putFederation(name, {
      ...optional({ description: description || undefined }),
      members,
      reader,
      ...optional({ version }),
    });
    setDialog(undefined);
    await refresh();
  };
  const make = async (request: PlanRequest) => {
    const plan = await api.createPlan(name, request);
    navigate(planHref({ id: plan.id }));
  };

  const actions = (
    <HeaderActions>
      <DeleteFederation name={name} />
      <PermittedButton
        permission={meshFederationManagePermission}
        variant="secondary"
        onPress={() => setDialog('edit')}
      >
        {t('federations.edit')}
      </PermittedButton>
      <PermittedButton
        permission={meshFederationPlanPermission}
        variant="primary"
        onPress={() => setDialog('plan')}
      >
        {t('federation.plan')}
      </PermittedButton>
    </HeaderActions>
  );

  const data = load.status === 'ready' ? load.value : undefined;
  return (
    <>
      {data && (
        <Header
          title={data.federation.name}
          description={data.federation.description}
          metadata={[
            {
              label: t('federation.members'),
              value: data.federation.members.join(', '),
            },
            {
              label: t('federations.changed'),
              value: t('federations.updated', {
                age: age(data.federation.updatedAt),
                user: data.federation.updatedBy,
              }),
            },
          ]}
          customActions={actions}
        />
      )}
      <Container py={data ? undefined : '6'}>
        <LoadView load={load} permission={meshFederationTopologyReadPermission}>
          {value => (
            <FederationSections
              data={value}
              morePlans={load.morePlans}
              moreRuns={load.moreRuns}
              onPlan={() => setDialog('plan')}
            />
          )}
        </LoadView>
      </Container>
      {data && dialog === 'edit' && (
        <FederationForm
          federation={data.federation}
          clusters={data.clusters}
          taken={[]}
          save={save}
          onClose={() => setDialog(undefined)}
        />
      )}
      {data && dialog === 'plan' && (
        <PlanForm
          federation={data.federation}
          affected={data.affected}
          make={make}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}
